package io.eagleray.cli.past;

import io.eagleray.problem.InvalidInputException;
import io.eagleray.problem.Location;
import io.eagleray.problem.Nearest;
import io.eagleray.run.RunState;
import io.eagleray.run.StepState;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The searches of a run. */
final class Searches {
  private static final int MOST_LISTED = 20;

  private final RunState state;
  private final List<StepState> nodes;

  Searches(RunState state) {
    this.state = state;
    this.nodes = state.steps().stream().filter(any -> any.type().equals("ray")).toList();
  }

  /**
   * The search of that name, or else the only one.
   *
   * @throws InvalidInputException if there is none, or no name and several
   */
  StepState named(Optional<String> name) {
    if (nodes.isEmpty()) {
      throw invalid(run() + " has no trials");
    }
    return name.map(this::search).orElseGet(this::only);
  }

  private StepState search(String name) {
    return nodes.stream()
        .filter(any -> any.path().text().equals(name))
        .findFirst()
        .orElseThrow(() ->
            invalid(
                "no search \""
                    + name
                    + "\" in "
                    + run()
                    + Nearest.hintOrKnown(name, names(nodes))));
  }

  private StepState only() {
    // A Ray node whose job is a command of its own has no trials.
    List<StepState> having =
        nodes.stream()
            .filter(any ->
                !any.status().isEnded()
                    || any.origin().isPresent()
                    || !state.trials(any.path()).isEmpty())
            .toList();
    if (having.size() > 1) {
      throw invalid(run() + " has " + having.size() + " searches; name one: " + listed(having));
    }
    return having.isEmpty() ? nodes.getFirst() : having.getFirst();
  }

  private static String listed(List<StepState> searches) {
    int more = searches.size() - MOST_LISTED;
    return names(searches).stream().limit(MOST_LISTED).collect(Collectors.joining(", "))
        + (more > 0 ? " and " + more + " more" : "");
  }

  private static List<String> names(List<StepState> searches) {
    return searches.stream().map(any -> any.path().text()).toList();
  }

  private String run() {
    return "run \"" + state.created().runId() + "\"";
  }

  private static InvalidInputException invalid(String message) {
    return new InvalidInputException(Location.of("command line"), message);
  }
}
