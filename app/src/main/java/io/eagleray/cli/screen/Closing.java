package io.eagleray.cli.screen;

import io.eagleray.engine.process.ShellWord;
import io.eagleray.model.Return;
import io.eagleray.run.Failure;
import io.eagleray.run.RunStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The last words on a run: how it ended, what came of it, and what to do next. */
public final class Closing {
  private static final int TEXT = 16;

  private final Symbols symbols;
  private final Invocation invocation;
  private final boolean withStack;

  /** Makes closing words that name commands as the user called this one. */
  public Closing(Symbols symbols, Invocation invocation) {
    this(symbols, invocation, false);
  }

  /**
   * Makes closing words that name commands as the user called this one.
   *
   * @param withStack whether they end with the stack of what a run failed with
   */
  public Closing(Symbols symbols, Invocation invocation, boolean withStack) {
    this.symbols = symbols;
    this.invocation = invocation;
    this.withStack = withStack;
  }

  /** The closing lines; none while the run goes on. */
  public List<Line> lines(Progress run, Instant now) {
    return switch (run.status()) {
      case SUCCESS -> success(run, now);
      case FAILED -> failed(run, now);
      case CANCELLED, INTERRUPTED -> cancelled(run, now);
      case CREATED, RUNNING -> List.of();
    };
  }

  /** The closing lines of a run whose driver ends at once, in the middle of it. */
  public List<Line> halted(String runId) {
    Line first = Line.EMPTY.add(symbols.bad() + " INTERRUPTED", Style.WARN);
    return List.of(first.add("   stopped at once"), goesOn(runId));
  }

  /** What to do with a run that stands where it was to stop. */
  public Line goesOn(String runId) {
    return named("go on with", Line.EMPTY.add(invocation.takeUp("resume", runId), Style.ACCENT));
  }

  private List<Line> success(Progress run, Instant now) {
    List<Line> lines = new ArrayList<>();
    Line first =
        Line.EMPTY
            .add(symbols.good() + " SUCCESS", Style.GOOD)
            .add(" in " + Wording.duration(run.time(now)));
    String metrics = metrics(run);
    lines.add(metrics.isEmpty() ? first : first.add("   " + metrics, Style.BOLD));
    bestConfig(run).ifPresent(best -> lines.add(named("best config", Line.of(best))));
    lines.add(
        named(
            "look at it",
            command("report", run, "")
                .add(
                    hasTrials(run) ? "      (timeline, history, importance, curves)" : "",
                    Style.DIM)));
    return lines;
  }

  // The metrics of the last step that has any: what the run was for.
  private String metrics(Progress run) {
    List<String> facts = new ArrayList<>();
    for (Step step : run.steps()) {
      List<String> own = new ArrayList<>();
      step.outputs()
          .forEach((name, value) -> {
            if (value.kind() == Return.Kind.METRIC) {
              own.add(name + " " + Wording.value(value.json()));
            }
          });
      if (!own.isEmpty()) {
        facts = own;
      }
    }
    return symbols.join(facts);
  }

  private Optional<String> bestConfig(Progress run) {
    return run.steps().stream()
        .flatMap(step -> step.study().stream())
        .flatMap(study -> study.bestConfig().stream())
        .reduce((first, last) -> last)
        .map(best -> Wording.config(best, " " + symbols.dot() + " "))
        .filter(text -> !text.isEmpty());
  }

  private static boolean hasTrials(Progress run) {
    return run.steps().stream().anyMatch(step -> step.search().isPresent());
  }

  private List<Line> failed(Progress run, Instant now) {
    List<Line> lines = new ArrayList<>();
    FailedSteps broken = FailedSteps.of(run.steps());
    Line first =
        Line.EMPTY
            .add(symbols.bad() + " FAILED", Style.BAD)
            .add(" in " + Wording.duration(run.time(now)));
    lines.add(
        broken
            .last()
            .map(step ->
                first.add("   log: ").add(command("logs", run, " " + ShellWord.of(step.path()))))
            .orElse(first));
    boolean told = broken.last().flatMap(Step::failure).equals(run.failure());
    if (!told) {
      run.failure()
          .ifPresent(failure ->
              lines.add(named("why", Line.EMPTY.add(Facts.failure(1, failure), Style.BAD))));
    }
    lines.add(
        isUnrecorded(run)
            ? goesOn(run.runId())
            : named("after mending", takeUp("retry", run).add(again(run, broken), Style.DIM)));
    if (withStack) {
      run.failure().stream()
          .flatMap(failure -> failure.stack().lines())
          .forEach(line -> lines.add(Line.of(line)));
    }
    return lines;
  }

  private static boolean isUnrecorded(Progress run) {
    return run.failure().filter(why -> why.type().equals(Failure.UNRECORDED)).isPresent();
  }

  private static String again(Progress run, FailedSteps broken) {
    List<String> kept =
        run.steps().stream().filter(broken::isKept).map(step -> "\"" + step.path() + "\"").toList();
    List<String> parts = new ArrayList<>();
    if (!kept.isEmpty()) {
      parts.add(
          kept.size() > 3 ? "keeps " + kept.size() + " steps" : "keeps " + String.join(", ", kept));
    }
    broken.again().ifPresent(step -> parts.add("runs \"" + step.path() + "\" again"));
    return parts.isEmpty()
        ? ""
        : parts.stream().collect(Collectors.joining(", ", "        (", ")"));
  }

  private List<Line> cancelled(Progress run, Instant now) {
    String word = run.status() == RunStatus.CANCELLED ? "CANCELLED" : "INTERRUPTED";
    return List.of(
        Line.EMPTY
            .add(symbols.bad() + " " + word, Style.WARN)
            .add(" after " + Wording.duration(run.time(now))),
        named("go on with", takeUp("resume", run)));
  }

  private Line takeUp(String verb, Progress run) {
    return Line.EMPTY.add(invocation.takeUp(verb, run.runId()), Style.ACCENT);
  }

  private Line command(String name, Progress run, String rest) {
    return Line.EMPTY.add(invocation.command(name + " " + run.runId() + rest), Style.ACCENT);
  }

  private static Line named(String name, Line text) {
    return Line.of("  " + name).to(TEXT).add(text);
  }
}
