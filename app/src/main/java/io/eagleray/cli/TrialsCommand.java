package io.eagleray.cli;

import io.eagleray.cli.document.RunDocument;
import io.eagleray.cli.document.TrialTable;
import io.eagleray.cli.screen.Wording;
import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonObject;
import io.eagleray.problem.InvalidInputException;
import io.eagleray.problem.Location;
import io.eagleray.problem.Nearest;
import io.eagleray.run.RunState;
import io.eagleray.run.StepState;
import io.eagleray.run.TrialState;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code trials}: the trials of a search, one row each. */
@Command(name = "trials", description = "Lists the trials of a run's search.")
final class TrialsCommand implements Callable<Integer> {
  private final Root root;
  @Mixin private RunOption run = new RunOption();

  @Option(names = "--csv", description = "as CSV (RFC 4180)")
  private boolean csv;

  @Option(
      names = "--step",
      paramLabel = "STEP",
      description = "which Ray node, where a run has several (default: the first)")
  private String step = "";

  TrialsCommand(Root root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    return new Parts(root).withRun(run.id(), found -> print(found.read().state()));
  }

  private int print(RunState state) {
    List<TrialState> trials = state.trials(node(state).path());
    if (root.isJson()) {
      JsonArray list =
          trials.stream()
              .map(trial -> (Json) RunDocument.trial(trial))
              .collect(JsonArray.collect());
      root.console().out().println(JsonObject.builder().put("trials", list).build().text());
    } else if (csv) {
      root.console().out().print(new TrialTable(trials).csv());
      root.console().out().flush();
    } else {
      table(new TrialTable(trials)).forEach(root.console().out()::println);
    }
    return ExitCode.DONE;
  }

  private StepState node(RunState state) {
    List<StepState> nodes = state.steps().stream().filter(any -> any.type().equals("ray")).toList();
    List<String> names = nodes.stream().map(any -> any.path().text()).toList();
    if (nodes.isEmpty()) {
      throw new InvalidInputException(
          Location.of("command line"), "run \"" + state.created().runId() + "\" has no trials");
    }
    return nodes.stream()
        .filter(any -> step.isEmpty() || any.path().text().equals(step))
        .findFirst()
        .orElseThrow(() ->
            new InvalidInputException(
                Location.of("command line"),
                "no Ray node \"" + step + "\" in the run" + Nearest.hint(step, names)));
  }

  private static List<String> table(TrialTable table) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(table.header());
    table
        .rows()
        .forEach(row ->
            rows.add(
                row.stream().map(cell -> cell == Json.NULL ? "" : Wording.value(cell)).toList()));
    int[] widths = new int[table.header().size()];
    rows.forEach(row -> {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    });
    return rows.stream()
        .map(row -> {
          StringBuilder line = new StringBuilder();
          for (int i = 0; i < widths.length; i++) {
            line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
          }
          return line.toString().stripTrailing();
        })
        .toList();
  }
}
