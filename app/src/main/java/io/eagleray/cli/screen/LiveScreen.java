package io.eagleray.cli.screen;

import io.eagleray.run.Failure;
import io.eagleray.run.StepStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Draws a run that goes on: its steps, and below each search how far it is. */
public final class LiveScreen {
  private static final int BAR = 22;
  private static final int LONGEST_NAME = 28;
  private static final int TIME = 9;

  private final Symbols symbols;
  private final Facts facts;

  /** Draws with the given signs. */
  public LiveScreen(Symbols symbols) {
    this.symbols = symbols;
    this.facts = new Facts(symbols);
  }

  /** All steps, however many lines they take. */
  public List<Line> lines(Progress run, Instant now) {
    int name = nameWidth(run);
    Optional<Step> running =
        run.steps().stream().filter(step -> step.status() == StepStatus.RUNNING).findFirst();
    List<Line> lines = new ArrayList<>();
    run.steps().forEach(step -> lines.addAll(step(run, step, name, running, now)));
    return lines;
  }

  /**
   * At most {@code rows} lines: where there are more steps, those that run keep their place, and
   * the others are counted.
   */
  public List<Line> lines(Progress run, Instant now, int rows) {
    List<Line> all = lines(run, now);
    if (all.size() <= rows) {
      return all;
    }
    int name = nameWidth(run);
    List<Line> active = new ArrayList<>();
    int done = 0;
    int failed = 0;
    int waiting = 0;
    for (Step step : run.steps()) {
      switch (step.status()) {
        case RUNNING -> active.addAll(step(run, step, name, Optional.empty(), now));
        case WAITING -> waiting++;
        case FAILED, CANCELLED -> failed++;
        case SUCCESS, SKIPPED -> done++;
      }
    }
    Line summary =
        Line.of(
            symbols.join(
                List.of(
                    Wording.count(done, "step") + " done",
                    failed + " failed",
                    waiting + " waiting")));
    List<Line> lines = new ArrayList<>();
    lines.add(summary);
    lines.addAll(active.subList(0, Math.min(active.size(), Math.max(0, rows - 1))));
    return lines;
  }

  private static int nameWidth(Progress run) {
    int longest = run.steps().stream().mapToInt(step -> Columns.of(step.path())).max().orElse(0);
    return Math.min(LONGEST_NAME, Math.max(8, longest));
  }

  private List<Line> step(Progress run, Step step, int name, Optional<Step> running, Instant now) {
    int text = 2 + name + 1 + TIME + 3;
    List<Line> lines = new ArrayList<>();
    Line first =
        Line.EMPTY
            .add(symbols.of(step.status(), now), style(step.status()))
            .add(" ")
            .add(step.path(), step.status() == StepStatus.WAITING ? Style.DIM : Style.BOLD)
            .to(2 + name + 1);
    if (step.status() == StepStatus.WAITING) {
      String what = running.map(other -> "waiting for " + other.path()).orElse("waiting");
      return List.of(first.to(text).add(what, Style.DIM));
    }
    String time = Wording.duration(step.time(now));
    first = first.add(" ".repeat(Math.max(0, TIME - time.length())) + time).to(text);
    lines.add(first.add(told(run, step)));
    step.failure()
        .filter(failure -> step.status() == StepStatus.FAILED)
        .flatMap(Failure::at)
        .ifPresent(at -> lines.add(Line.EMPTY.to(text).add(at, Style.DIM)));
    step.study().ifPresent(study -> lines.addAll(below(step, study, text, now)));
    return lines;
  }

  private Line told(Progress run, Step step) {
    int done = step.isNested() ? 0 : run.doneInside(step.path());
    if (step.status() == StepStatus.RUNNING && done > 0) {
      int failed = run.failedInside(step.path());
      return Line.of(
          Wording.count(done, "step")
              + " inside done"
              + (failed > 0 ? ", " + failed + " failed" : ""));
    }
    if (step.failure().isPresent() && step.status() != StepStatus.SUCCESS) {
      Line failure = Line.EMPTY.add(Facts.failure(step.attempt(), step.failure().get()), Style.BAD);
      return step.status() == StepStatus.RUNNING ? failure.add("; next attempt follows") : failure;
    }
    if (step.status() == StepStatus.RUNNING && step.attempt() > 1 && step.search().isEmpty()) {
      return Line.of("attempt " + step.attempt());
    }
    if (step.status() == StepStatus.CANCELLED) {
      return Line.EMPTY.add("cancelled", Style.WARN);
    }
    if (step.status() == StepStatus.SKIPPED) {
      return Line.EMPTY.add("skipped", Style.DIM);
    }
    return step.search()
        .map(study -> Line.of(facts.trials(study, step.status().isEnded())))
        .orElseGet(() ->
            step.origin()
                .map(origin -> Line.EMPTY.add(Facts.reused(origin) + "  ", Style.DIM))
                .orElse(Line.EMPTY)
                .add(facts.outputs(step.outputs())));
  }

  private List<Line> below(Step step, Study study, int text, Instant now) {
    List<Line> lines = new ArrayList<>();
    if (step.status() == StepStatus.RUNNING) {
      study.place().ifPresent(place -> lines.add(Line.EMPTY.to(text).add(place, Style.DIM)));
    }
    facts.best(study).ifPresent(best -> lines.add(Line.EMPTY.to(text).add(best)));
    if (step.status() == StepStatus.RUNNING && study.planned().isPresent()) {
      lines.add(
          Line.EMPTY
              .to(text)
              .add(symbols.bar(study.ended(), study.planned().getAsLong(), BAR), Style.ACCENT)
              .add(facts.left(study, now).map(left -> "  " + left).orElse(""), Style.DIM));
    }
    return lines;
  }

  private static Style style(StepStatus status) {
    return switch (status) {
      case WAITING, SKIPPED -> Style.DIM;
      case RUNNING -> Style.ACCENT;
      case SUCCESS -> Style.GOOD;
      case FAILED -> Style.BAD;
      case CANCELLED -> Style.WARN;
    };
  }
}
