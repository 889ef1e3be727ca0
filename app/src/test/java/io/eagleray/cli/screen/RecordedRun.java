package io.eagleray.cli.screen;

import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import io.eagleray.model.Return;
import io.eagleray.run.CatalogEntry;
import io.eagleray.run.Event;
import io.eagleray.run.Failure;
import io.eagleray.run.RunEvent;
import io.eagleray.run.RunState;
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

/** Writes the events of a run as an engine would, with a clock that the test moves. */
public final class RecordedRun {
  public static final Instant BEGIN = Instant.parse("2026-09-14T09:14:00Z");

  private final List<Event> events = new ArrayList<>();
  private final RunState state = new RunState();
  private final Progress progress = new Progress();
  private Instant now = BEGIN;
  private int epoch = 1;
  private long order;

  public static RecordedRun named(String runId, String... steps) {
    return from("pipeline.yaml", runId, steps);
  }

  /** A run of the pipeline in that file. */
  public static RecordedRun from(String file, String runId, String... steps) {
    Map<String, String> graph = new LinkedHashMap<>();
    graph.put("", "fingerprint");
    for (String step : steps) {
      graph.put(step, "fingerprint");
    }
    graph.put("success", "fingerprint");
    graph.put("fail", "fingerprint");
    RecordedRun run = new RecordedRun();
    run.add(
        new RunEvent.RunCreated(
            runId,
            "00000000-0000-0000-0000-000000000000",
            file,
            "/home/ada/work",
            graph,
            Map.of("folds", Value.of(Json.of(5))),
            JsonObject.EMPTY,
            Optional.empty(),
            "0.1.0"));
    run.add(new RunEvent.RunStarted(42, BEGIN, List.of()));
    return run;
  }

  public RecordedRun add(RunEvent body) {
    Event event = new Event("driver", events.size(), epoch, now, body);
    events.add(event);
    state.apply(event);
    progress.apply(event);
    return this;
  }

  public RecordedRun after(double seconds) {
    now = now.plus(Duration.ofMillis(Math.round(seconds * 1000)));
    return this;
  }

  public RecordedRun start(String step, String type, int attempt) {
    return add(new RunEvent.StepStarted(new StepPath(step), type, attempt, ++order));
  }

  public RecordedRun succeed(String step, int attempt, Map<String, Value> outputs) {
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

  /** Succeeds with files of the catalog. */
  public RecordedRun leave(String step, List<CatalogEntry> files) {
    return add(
        new RunEvent.StepEnded(
            new StepPath(step), 1, StepStatus.SUCCESS, Map.of(), files, Optional.empty(), false));
  }

  public RecordedRun fail(String step, int attempt, Failure failure, boolean willRetry) {
    return add(
        new RunEvent.StepEnded(
            new StepPath(step),
            attempt,
            StepStatus.FAILED,
            Map.of(),
            List.of(),
            Optional.of(failure),
            willRetry));
  }

  public RecordedRun search(String step, String plan) {
    return start(step, "ray", 1)
        .add(new RunEvent.PhaseEnded(new StepPath(step), 1, "fan-out", object(plan)));
  }

  public RecordedRun trial(String step, int trial, String config) {
    add(new RunEvent.TrialAsked(new StepPath(step), trial, object(config)));
    return add(new RunEvent.TrialStarted(new StepPath(step), trial, 1, 0));
  }

  public RecordedRun report(String step, int trial, int at, String metrics) {
    return add(
        new RunEvent.TrialReported(
            new StepPath(step), trial, 1, at, object(metrics), Optional.empty()));
  }

  public RecordedRun endTrial(String step, int trial, TrialStatus status) {
    Optional<Failure> failure =
        status == TrialStatus.FAILED
            ? Optional.of(Failure.of("ValueError", "bad depth"))
            : Optional.empty();
    return add(
        new RunEvent.TrialEnded(new StepPath(step), trial, 1, status, Json.NULL, failure, false));
  }

  public RecordedRun end(RunStatus status, Optional<Failure> failure) {
    return add(new RunEvent.RunEnded(status, failure));
  }

  public RecordedRun killedAndStartedAgain() {
    epoch++;
    return add(new RunEvent.RunStarted(43, now, List.of()));
  }

  public static Value metric(double value) {
    return new Value(Return.Kind.METRIC, Json.of(value));
  }

  public static JsonObject object(String text) {
    return (JsonObject) Json.parse(text.replace('\'', '"'));
  }

  public List<Event> events() {
    return events;
  }

  public RunState state() {
    return state;
  }

  public Progress progress() {
    return progress;
  }

  public Instant now() {
    return now;
  }

  /** The run of the README's picture, in the middle of its search. */
  public static RecordedRun inTheMiddle() {
    RecordedRun run =
        named("calm-otter-0914", "prepare", "tune", "evaluate")
            .start("prepare", "task", 1)
            .after(0.4)
            .succeed(
                "prepare",
                1,
                Map.of("train_rows", metric(1437), "note", Value.of(object("{'a':1}"))))
            .search(
                "tune",
                "{'metric':'accuracy','mode':'max','num_samples':8,'sampler':'TPESampler','scheduler':'ASHAScheduler','max_concurrent':2}");
    for (int trial = 1; trial <= 4; trial++) {
      run.trial("tune", trial, "{'learning_rate':" + 0.0312 / trial + ",'depth':" + trial + "}")
          .after(1)
          .report("tune", trial, 1, "{'accuracy':" + (0.9 + trial / 100.0) + "}");
    }
    return run.report("tune", 2, 2, "{'accuracy':0.9722}")
        .endTrial("tune", 1, TrialStatus.STOPPED)
        .endTrial("tune", 2, TrialStatus.COMPLETED)
        .endTrial("tune", 3, TrialStatus.FAILED)
        .after(2);
  }
}
