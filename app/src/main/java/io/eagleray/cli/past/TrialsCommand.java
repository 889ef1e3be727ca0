package io.eagleray.cli.past;

import io.eagleray.cli.console.ExitCode;
import io.eagleray.cli.console.Root;
import io.eagleray.cli.document.RunDocument;
import io.eagleray.cli.document.TrialTable;
import io.eagleray.cli.screen.Wording;
import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonObject;
import io.eagleray.run.Origin;
import io.eagleray.run.RunState;
import io.eagleray.run.StepState;
import io.eagleray.run.TrialState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code trials}: the trials of a search, one row each. */
@Command(name = "trials", description = "Lists the trials of a run's search.")
public final class TrialsCommand implements Callable<Integer> {
  private final Root root;
  @Mixin private RunOption run = new RunOption();

  @Option(names = "--csv", description = "as CSV (RFC 4180)")
  private boolean csv;

  @Parameters(
      index = "1",
      paramLabel = "STEP",
      arity = "0..1",
      description = "which search, where a run has several")
  private Optional<String> step = Optional.empty();

  @Option(names = "--step", paramLabel = "STEP", description = "the same")
  private Optional<String> named = Optional.empty();

  public TrialsCommand(Root root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    return new Parts(root).withRun(run.id(), found -> print(found.read().state()));
  }

  private int print(RunState state) {
    StepState search = new Searches(state).named(step.or(() -> named));
    List<TrialState> trials = state.trials(search.path());
    Optional<Origin> origin = search.origin();
    if (root.isJson()) {
      JsonArray list =
          trials.stream()
              .map(trial -> (Json) RunDocument.trial(trial))
              .collect(JsonArray.collect());
      JsonObject.Builder document = JsonObject.builder().put("trials", list);
      document.put("reused_from", origin.map(RunDocument::origin));
      root.console().out().println(document.build().text());
    } else if (csv) {
      root.console().out().print(new TrialTable(trials).csv());
      root.console().out().flush();
      origin.ifPresent(from -> root.console().err().println(taken(search, from)));
    } else if (origin.isPresent()) {
      root.console().out().println(taken(search, origin.get()));
    } else {
      table(new TrialTable(trials)).forEach(root.console().out()::println);
    }
    return ExitCode.DONE;
  }

  private String taken(StepState search, Origin from) {
    return "the search \""
        + search.path().text()
        + "\" was taken over from run "
        + from.run()
        + ", which has its trials: "
        + root.console()
            .invocation(root.placeOptions())
            .command("trials " + from.run() + " " + from.step());
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
