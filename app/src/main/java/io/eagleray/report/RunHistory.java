package io.eagleray.report;

import io.eagleray.run.Event;
import io.eagleray.run.RunEvent;
import io.eagleray.run.RunState;
import io.eagleray.run.Sessions;
import io.eagleray.run.StepPath;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a log says but for the reports of trials: the run's state, and every attempt in time. */
final class RunHistory {
  private final RunState state = new RunState();
  private final Map<StepPath, Spans> steps = new LinkedHashMap<>();
  private final Map<StepPath, Spans> trials = new LinkedHashMap<>();
  private final Map<StepPath, Lineage> lineages = new LinkedHashMap<>();

  void add(Event event) {
    state.apply(event);
    if (event.body() instanceof RunEvent.OfTrial trial) {
      lineages.computeIfAbsent(trial.path(), any -> new Lineage()).add(trial);
    }
    switch (event.body()) {
      case RunEvent.StepStarted body ->
          spans(steps, body.path()).started(0, body.attempt(), event.epoch(), event.at());
      case RunEvent.StepEnded body ->
          spans(steps, body.path()).ended(body, event.epoch(), event.at());
      case RunEvent.TrialStarted body ->
          spans(trials, body.path())
              .started(body.trial(), body.attempt(), event.epoch(), event.at());
      case RunEvent.TrialEnded body ->
          spans(trials, body.path()).ended(body, event.epoch(), event.at());
      default -> {}
    }
  }

  private static Spans spans(Map<StepPath, Spans> all, StepPath path) {
    return all.computeIfAbsent(path, any -> new Spans());
  }

  RunState state() {
    return state;
  }

  Sessions sessions() {
    return state.sessions();
  }

  List<Span> attempts(StepPath step, boolean live) {
    return spans(steps, step).close(sessions(), live);
  }

  /** Who took over whose checkpoint in a search. */
  Lineage lineage(StepPath step) {
    return lineages.getOrDefault(step, new Lineage());
  }

  List<Span> trialAttempts(StepPath step, boolean live) {
    return spans(trials, step).close(sessions(), live);
  }
}
