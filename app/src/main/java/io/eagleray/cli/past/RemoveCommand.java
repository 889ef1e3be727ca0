package io.eagleray.cli.past;

import io.eagleray.cli.console.ExitCode;
import io.eagleray.cli.console.Root;
import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonObject;
import io.eagleray.model.Bytes;
import io.eagleray.problem.InvalidInputException;
import io.eagleray.problem.Location;
import io.eagleray.problem.Nearest;
import io.eagleray.problem.Problems;
import io.eagleray.spi.RunStore;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code rm}: forgets runs that the user names. */
@Command(
    name = "rm",
    description = "Forgets runs: their log, their files, and objects that no other run names.")
public final class RemoveCommand implements Callable<Integer> {
  private final Root root;

  @Parameters(paramLabel = "RUN", arity = "1..*", description = "ids of runs")
  private List<String> runs = List.of();

  public RemoveCommand(Root root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    Parts parts = new Parts(root);
    if (!parts.hasRuns()) {
      throw new InvalidInputException(
          Location.of("command line"), "there are no runs in " + parts.place());
    }
    try (RunStore store = parts.store()) {
      List<String> known = store.runs();
      Problems problems = new Problems();
      for (String run : runs) {
        if (!known.contains(run)) {
          problems.error(
              Location.of("command line"), "no run \"" + run + "\"" + Nearest.hint(run, known));
        } else if (store.isLocked(run)) {
          problems.error(
              Location.of("command line"),
              "run \""
                  + run
                  + "\" is running; cancel it first: "
                  + root.console().invocation(root.placeOptions()).command("cancel " + run));
        }
      }
      problems.throwIfErrors();
      Removal.Outcome outcome = new Removal(parts, store).of(runs);
      tell(root, outcome);
      outcome
          .busy()
          .ifPresent(busy -> {
            throw busy;
          });
    }
    return ExitCode.DONE;
  }

  static void tell(Root root, Removal.Outcome outcome) {
    List<String> runs = outcome.removed();
    long freed = outcome.freed();
    if (root.isJson()) {
      JsonArray ids = runs.stream().map(run -> Json.of(run)).collect(JsonArray.collect());
      root.console()
          .out()
          .println(
              JsonObject.builder().put("removed", ids).put("freed_bytes", freed).build().text());
    } else if (!root.isQuiet()) {
      root.console()
          .out()
          .println(
              (runs.isEmpty() ? "nothing to remove" : "removed " + String.join(", ", runs))
                  + (freed > 0 ? "; freed " + new Bytes(freed).shown() : ""));
    }
  }
}
