package io.eagleray.cli.past;

import io.eagleray.cli.console.Console;
import io.eagleray.cli.console.ExitCode;
import io.eagleray.cli.console.Root;
import io.eagleray.cli.document.RunDocument;
import io.eagleray.cli.screen.Closing;
import io.eagleray.cli.screen.Line;
import io.eagleray.cli.screen.LiveScreen;
import io.eagleray.cli.screen.Progress;
import io.eagleray.cli.screen.Style;
import io.eagleray.cli.screen.Symbols;
import io.eagleray.cli.screen.Wording;
import io.eagleray.run.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code show}: one run, as it is. */
@Command(name = "show", description = "Shows a run: its steps, parameters and trials.")
public final class ShowCommand implements Callable<Integer> {
  private static final int LONGEST_VALUE = 90;

  private final Root root;
  @Mixin private RunOption run = new RunOption();

  public ShowCommand(Root root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    return new Parts(root).withRun(run.id(), found -> print(found.read()));
  }

  private int print(PastRun past) {
    Console console = root.console();
    if (root.isJson()) {
      console.out().println(RunDocument.withTrials().of(past.state(), past.status()).text());
      return ExitCode.DONE;
    }
    boolean colour = root.isColourful("out");
    for (Line line : lines(past)) {
      console.out().println(colour ? line.render(Integer.MAX_VALUE, true, "") : line.plain());
    }
    return ExitCode.DONE;
  }

  private List<Line> lines(PastRun past) {
    Symbols symbols = root.console().symbols();
    Progress progress = new Progress(past.state(), past.status());
    List<Line> lines = new ArrayList<>();
    lines.add(
        Line.EMPTY
            .add("run ")
            .add(past.id(), Style.BOLD)
            .add("   " + past.status() + "   ")
            .add(past.state().created().pipelineFile())
            .add(past.state().created().tag().map(tag -> "   tag " + tag).orElse("")));
    lines.add(Line.EMPTY);
    // What a run that was interrupted did after its last event is not known.
    lines.addAll(new LiveScreen(symbols).lines(progress, past.lastHeard()));
    Map<String, Value> parameters = past.state().parameters();
    if (!parameters.isEmpty()) {
      lines.add(Line.EMPTY);
      lines.add(Line.EMPTY.add("parameters", Style.DIM));
      int width = parameters.keySet().stream().mapToInt(String::length).max().orElse(0);
      parameters.forEach((name, value) ->
          lines.add(
              Line.of("  " + name).to(width + 5).add(shortened(Wording.value(value.json())))));
    }
    lines.add(Line.EMPTY);
    lines.addAll(
        new Closing(symbols, root.console().invocation(root.placeOptions()), root.isDebug())
            .lines(progress, past.lastHeard()));
    return lines;
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + " ...";
  }
}
