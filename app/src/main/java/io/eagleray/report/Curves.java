package io.eagleray.report;

import io.eagleray.run.Event;
import io.eagleray.run.RunEvent;
import io.eagleray.run.StepPath;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The learning curves of all trials, for the metric that each search optimises. */
final class Curves {
  private final Map<StepPath, Objective> objectives;
  private final Map<StepPath, Map<Integer, Curve>> curves = new HashMap<>();

  Curves(Map<StepPath, Objective> objectives) {
    this.objectives = Map.copyOf(objectives);
  }

  void add(Event event) {
    switch (event.body()) {
      case RunEvent.TrialStarted body -> of(body).started(body.attempt(), body.fromStep());
      case RunEvent.TrialReported body ->
          Optional.ofNullable(objectives.get(body.path()))
              .flatMap(objective -> objective.number(body.metrics()))
              .ifPresent(value -> of(body).reported(body.attempt(), body.step(), value));
      default -> {}
    }
  }

  private Curve of(RunEvent.OfTrial event) {
    return curves
        .computeIfAbsent(event.path(), any -> new HashMap<>())
        .computeIfAbsent(event.trial(), any -> new Curve());
  }

  /** The curves of one Ray node, by the trial's number. */
  Map<Integer, Curve> of(StepPath path) {
    return curves.getOrDefault(path, Map.of());
  }
}
