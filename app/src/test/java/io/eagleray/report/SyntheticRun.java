package io.eagleray.report;

import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import io.eagleray.run.Event;
import io.eagleray.run.Failure;
import io.eagleray.run.RunEvent;
import io.eagleray.run.RunStatus;
import io.eagleray.run.StepPath;
import io.eagleray.run.StepStatus;
import io.eagleray.run.TrialStatus;
import io.eagleray.run.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A log that is written by hand, with a clock that only moves when told. */
final class SyntheticRun {
  private final List<Event> events = new ArrayList<>();
  private Instant now = Instant.parse("2026-03-14T09:14:05Z");
  private int epoch = 1;
  private long order;

  static SyntheticRun named(String id, String... steps) {
    SyntheticRun run = new SyntheticRun();
    Map<String, String> graph = new LinkedHashMap<>();
    for (String step : steps) {
      graph.put(step, "0");
    }
    run.add(
        new RunEvent.RunCreated(
            id,
            "0a1b2c3d-0000-4000-8000-000000000000",
            "examples/tune-java/pipeline.yaml",
            "/home/ada/digits",
            graph,
            Map.of("seed", Value.of(Json.of(7))),
            JsonObject.EMPTY,
            Optional.of("nightly"),
            "0.1.0"));
    run.add(new RunEvent.RunStarted(4711, run.now, List.of()));
    return run;
  }

  SyntheticRun add(RunEvent body) {
    events.add(new Event("driver-" + epoch, events.size(), epoch, now, body));
    return this;
  }

  SyntheticRun pass(Duration time) {
    now = now.plus(time);
    return this;
  }

  SyntheticRun at(Instant time) {
    now = time;
    return this;
  }

  Instant now() {
    return now;
  }

  /** The driver died; another took over after a while. */
  SyntheticRun resumed(Duration after) {
    pass(after);
    epoch++;
    return add(new RunEvent.RunStarted(4712, now, List.of()));
  }

  SyntheticRun stepStarts(String step, String type, int attempt) {
    return add(new RunEvent.StepStarted(new StepPath(step), type, attempt, ++order));
  }

  SyntheticRun stepSucceeds(String step, int attempt, Map<String, Value> outputs) {
    return add(
        new RunEvent.StepEnded(
            new StepPath(step),
            attempt,
            StepStatus.SUCCESS,
            outputs,
            List.of(),
            Optional.empty(),
            false));
  }

  SyntheticRun stepFails(String step, int attempt, Failure failure, boolean retried) {
    return add(
        new RunEvent.StepEnded(
            new StepPath(step),
            attempt,
            StepStatus.FAILED,
            Map.of(),
            List.of(),
            Optional.of(failure),
            retried));
  }

  SyntheticRun step(String name, Duration time, Map<String, Value> outputs) {
    return stepStarts(name, "task", 1).pass(time).stepSucceeds(name, 1, outputs);
  }

  SyntheticRun fanOut(String step, JsonObject handOver) {
    return add(new RunEvent.PhaseEnded(new StepPath(step), 1, "fan-out", handOver));
  }

  SyntheticRun trialStarts(String step, int trial, int attempt, JsonObject config) {
    add(new RunEvent.TrialAsked(new StepPath(step), trial, config));
    return add(new RunEvent.TrialStarted(new StepPath(step), trial, attempt, 0));
  }

  SyntheticRun report(String step, int trial, int attempt, int at, JsonObject metrics) {
    return add(
        new RunEvent.TrialReported(
            new StepPath(step), trial, attempt, at, metrics, Optional.empty()));
  }

  /** A trial ends its attempt and goes on from where another one is now. */
  SyntheticRun trialTakesOver(
      String step, int trial, int source, int at, JsonObject config, int nextAttempt) {
    StepPath path = new StepPath(step);
    add(
        new RunEvent.TrialTookOver(
            path, trial, source, config, at, JsonObject.EMPTY, Optional.of(Json.of("saved"))));
    trialEnds(step, trial, nextAttempt - 1, TrialStatus.PAUSED, Optional.empty());
    return add(new RunEvent.TrialStarted(path, trial, nextAttempt, at));
  }

  SyntheticRun trialEnds(
      String step, int trial, int attempt, TrialStatus status, Optional<Failure> failure) {
    return add(
        new RunEvent.TrialEnded(
            new StepPath(step), trial, attempt, status, Json.NULL, failure, false));
  }

  SyntheticRun ends(RunStatus status, Optional<Failure> failure) {
    return add(new RunEvent.RunEnded(status, failure));
  }

  List<Event> events() {
    return List.copyOf(events);
  }

  EventLog log() {
    return EventLog.of(events);
  }
}
