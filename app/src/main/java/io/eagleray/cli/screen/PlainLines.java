package io.eagleray.cli.screen;

import io.eagleray.run.Event;
import io.eagleray.run.RunEvent;
import io.eagleray.run.StepPath;
import io.eagleray.run.StepStatus;
import io.eagleray.run.TrialStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells of each event in one plain line, for a pipe, a file or a build server. */
public final class PlainLines {
  /** So many lines tell of steps inside one step; then one of every so many that end. */
  private static final int MOST_INSIDE = 50;

  private static final int EVERY_INSIDE = 1_000;

  private final Symbols symbols;
  private final Facts facts;

  /** Writes with the given signs. */
  public PlainLines(Symbols symbols) {
    this.symbols = symbols;
    this.facts = new Facts(symbols);
  }

  /**
   * The line on an event; empty for those that say nothing to a reader, such as single reports.
   *
   * @param run as it is with the event
   */
  public Optional<String> line(Event event, Progress run) {
    return switch (event.body()) {
      case RunEvent.RunCreated body -> Optional.empty();
      case RunEvent.RunStarted body -> Optional.empty();
      case RunEvent.RunEnded body -> Optional.empty();
      case RunEvent.ProcessStarted body -> Optional.empty();
      case RunEvent.ProcessEnded body -> Optional.empty();
      case RunEvent.StepReset body -> Optional.empty();
      case RunEvent.StepReused body -> Optional.empty(); // told with its end
      case RunEvent.TrialAsked body -> Optional.empty();
      case RunEvent.TrialReported body -> Optional.empty();
      case RunEvent.Warned body -> Optional.of(Facts.warning(body.message()));
      case RunEvent.StepStarted body ->
          isOneOfMany(body.path(), run) ? Optional.empty() : started(body);
      case RunEvent.StepEnded body -> stepEnded(body, run, event.at());
      case RunEvent.PhaseEnded body -> phase(body, run.step(body.path().text()));
      case RunEvent.TrialStarted body -> startedAgain(body, run.step(body.path().text()));
      case RunEvent.TrialTookOver body -> Optional.of(tookOver(body));
      case RunEvent.TrialEnded body -> ended(body, run.step(body.path().text()));
    };
  }

  private static boolean isOneOfMany(StepPath path, Progress run) {
    return path.isNested() && run.doneInside(path.text()) > MOST_INSIDE;
  }

  private Optional<String> stepEnded(RunEvent.StepEnded body, Progress run, Instant at) {
    String path = body.path().text();
    if (body.status() == StepStatus.SUCCESS && isOneOfMany(body.path(), run)) {
      int done = run.doneInside(path);
      return done % EVERY_INSIDE == 0
          ? Optional.of(path.substring(0, path.indexOf('.')) + "  " + done + " steps inside done")
          : Optional.empty();
    }
    boolean told = body.path().isNested() && run.failedInside(path) > MOST_INSIDE;
    return told ? Optional.empty() : ended(body, run.step(path), at);
  }

  private static Optional<String> started(RunEvent.StepStarted body) {
    if (Progress.isEnd(body.type())) {
      return Optional.empty();
    }
    return Optional.of(
        body.path() + " started" + (body.attempt() > 1 ? ", attempt " + body.attempt() : ""));
  }

  private Optional<String> ended(RunEvent.StepEnded body, Step step, Instant at) {
    if (step.attempt() == 0) {
      return Optional.empty(); // a step that no screen shows
    }
    StringBuilder line = new StringBuilder();
    StepStatus shown = body.status();
    line.append(symbols.of(shown, at)).append(' ').append(body.path());
    line.append("  ").append(Wording.duration(step.time(at))).append("  ");
    if (body.failure().isPresent() && shown != StepStatus.SUCCESS) {
      line.append(Facts.failure(body.attempt(), body.failure().get()));
      body.failure().get().at().ifPresent(place -> line.append(" (").append(place).append(')'));
      line.append(body.willRetry() ? "; another attempt follows" : "");
    } else if (shown == StepStatus.SUCCESS) {
      step.origin().ifPresent(origin -> line.append(Facts.reused(origin)).append("  "));
      line.append(
          step.search()
              .map(study -> facts.trials(study, true))
              .orElseGet(() -> facts.outputs(body.outputs())));
      step.study().flatMap(facts::best).ifPresent(best -> line.append("  ").append(best));
    } else {
      line.append(shown.name().toLowerCase(java.util.Locale.ROOT));
    }
    return Optional.of(line.toString().stripTrailing());
  }

  private Optional<String> phase(RunEvent.PhaseEnded body, Step step) {
    if (!body.phase().equals("fan-out") || step.study().isEmpty()) {
      return Optional.empty();
    }
    Study study = step.study().get();
    List<String> plan = new ArrayList<>();
    if (!study.methods().isEmpty()) {
      plan.add(String.join(" + ", study.methods()));
    }
    study.planned().ifPresent(count -> plan.add(Wording.count(count, "trial")));
    body.handOver().integer("max_concurrent").ifPresent(count -> plan.add(count + " at a time"));
    study.goal().ifPresent(plan::add);
    study.place().ifPresent(plan::add);
    return plan.isEmpty() ? Optional.empty() : Optional.of(body.path() + "  " + symbols.join(plan));
  }

  private static String tookOver(RunEvent.TrialTookOver body) {
    return body.path()
        + "  trial "
        + body.trial()
        + " takes over trial "
        + body.source()
        + " at step "
        + body.step()
        + "  ("
        + Wording.config(body.config(), ", ")
        + ")";
  }

  /** A trial that goes on after a pause is no news: there may be thousands of them. */
  private static Optional<String> startedAgain(RunEvent.TrialStarted body, Step step) {
    boolean goesOn = step.study().filter(Study::latestGoesOn).isPresent();
    return body.attempt() == 1 || goesOn
        ? Optional.empty()
        : Optional.of(
            body.path() + "  trial " + body.trial() + " starts again, attempt " + body.attempt());
  }

  private Optional<String> ended(RunEvent.TrialEnded body, Step step) {
    if (step.study().isEmpty() || body.status() == TrialStatus.PAUSED) {
      return Optional.empty();
    }
    Study study = step.study().get();
    StringBuilder line = new StringBuilder(body.path() + "  trial " + body.trial() + " ");
    line.append(word(body.status()));
    if (body.status() == TrialStatus.FAILED) {
      body.failure()
          .ifPresent(failure -> line.append(": ").append(Facts.failure(body.attempt(), failure)));
      return Optional.of(line + (body.willRetry() ? "; another attempt follows" : ""));
    }
    Study.Running ended = study.latestEnded();
    ended
        .values()
        .forEach((name, value) ->
            line.append("  ").append(name).append(' ').append(Wording.number(value)));
    if (!ended.config().fields().isEmpty()) {
      line.append("  (").append(Wording.config(ended.config(), ", ")).append(')');
    }
    line.append("  ").append(study.ended());
    study.planned().ifPresent(count -> line.append(" of ").append(count));
    return Optional.of(line.toString());
  }

  private static String word(TrialStatus status) {
    return switch (status) {
      case RUNNING -> "runs";
      case COMPLETED -> "completed";
      case STOPPED -> "stopped early";
      case FAILED -> "failed";
      case PAUSED -> "paused";
    };
  }
}
