package io.eagleray.cli.document;

import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonObject;
import io.eagleray.json.PlainJson;
import io.eagleray.model.Return;
import io.eagleray.run.Failure;
import io.eagleray.run.Origin;
import io.eagleray.run.RunState;
import io.eagleray.run.RunStatus;
import io.eagleray.run.StepState;
import io.eagleray.run.TrialCounts;
import io.eagleray.run.TrialState;
import io.eagleray.run.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A run as one JSON document: {@code {"run_id", "status", "parameters", "metrics", "steps",
 * "error"}}. What is not known yet is {@code null}.
 */
public final class RunDocument {
  private static final Set<String> ENDS = Set.of("success", "fail");

  private final boolean withTrialList;

  private RunDocument(boolean withTrialList) {
    this.withTrialList = withTrialList;
  }

  /** The document that ends a run. */
  public static RunDocument brief() {
    return new RunDocument(false);
  }

  /** The same, with each trial of a Ray node in {@code trial_list}. */
  public static RunDocument withTrials() {
    return new RunDocument(true);
  }

  /**
   * The document on a run.
   *
   * @param status as it is to be told: {@link RunStatus#INTERRUPTED} is not in the state
   */
  public JsonObject of(RunState run, RunStatus status) {
    Map<String, Value> parameters = run.parameters();
    return JsonObject.builder()
        .put("run_id", run.created().runId())
        .put("status", status.name())
        .put("parameters", values(parameters, false))
        .put("metrics", values(parameters, true))
        .put(
            "steps",
            run.countedSteps().stream()
                .filter(step -> !ENDS.contains(step.type()))
                .map(step -> (Json) step(run, step))
                .collect(JsonArray.collect()))
        .put("error", error(run.failure()))
        .build();
  }

  private static JsonObject values(Map<String, Value> parameters, boolean metricsOnly) {
    JsonObject.Builder object = JsonObject.builder();
    parameters.forEach((name, value) -> {
      if (!metricsOnly || value.kind() == Return.Kind.METRIC) {
        object.put(name, PlainJson.of(value.json()));
      }
    });
    return object.build();
  }

  private JsonObject step(RunState run, StepState step) {
    JsonObject.Builder object =
        JsonObject.builder()
            .put("path", step.path().text())
            .put("type", step.type())
            .put("status", step.status().name())
            .put("attempts", step.attempt())
            .put("duration_ms", duration(step))
            .put("error", error(step.failure()))
            .put("reused_from", step.origin().map(RunDocument::origin));
    if (step.type().equals("ray")) {
      search(run, step, object);
    }
    return object.build();
  }

  private static Json duration(StepState step) {
    return step.time().map(time -> Json.of(time.toMillis())).orElse(Json.NULL);
  }

  private void search(RunState run, StepState step, JsonObject.Builder object) {
    TrialCounts counts = run.trialCounts(step.path());
    JsonObject result = step.phases().getOrDefault("fan-in", JsonObject.EMPTY);
    object
        .put(
            "trials",
            JsonObject.builder()
                .put("total", counts.total())
                .put("completed", counts.completed())
                .put("stopped", counts.stopped())
                .put("failed", counts.failed())
                .put("running", counts.running())
                .build())
        .put("best_config", PlainJson.of(result.get("best_config").orElse(Json.NULL)))
        .put("best_value", PlainJson.of(result.get("best_value").orElse(Json.NULL)));
    result.get("pareto").ifPresent(front -> object.put("pareto", PlainJson.of(front)));
    if (withTrialList) {
      List<TrialState> trials = run.trials(step.path());
      object.put(
          "trial_list",
          trials.stream().map(trial -> (Json) trial(trial)).collect(JsonArray.collect()));
    }
  }

  /** Where a step was taken from. */
  public static JsonObject origin(Origin origin) {
    return JsonObject.builder().put("run_id", origin.run()).put("step", origin.step()).build();
  }

  /** A trial: id, status, config, last metrics, number of reports. */
  public static JsonObject trial(TrialState trial) {
    return JsonObject.builder()
        .put("id", trial.number())
        .put("status", trial.status().name())
        .put("config", PlainJson.of(trial.config()))
        .put("metrics", PlainJson.of(trial.metrics()))
        .put("reports", trial.reports())
        .put("attempts", trial.attempt())
        .put("error", error(trial.failure()))
        .build();
  }

  /** An error in one line; JSON null where there is none. */
  static Json error(Optional<Failure> failure) {
    return failure
        .map(known -> Json.of(known + known.at().map(place -> " (" + place + ")").orElse("")))
        .orElse(Json.NULL);
  }
}
