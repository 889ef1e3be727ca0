package io.eagleray.engine.ray;

import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonObject;
import io.eagleray.model.Return;
import io.eagleray.model.ray.ObjectivesJson;
import io.eagleray.model.ray.RayNode;
import io.eagleray.model.ray.Tune;
import io.eagleray.run.Failure;
import io.eagleray.run.TrialState;
import io.eagleray.run.Value;
import io.eagleray.spi.NodeWalking;
import io.eagleray.spi.RayBackend.Phase;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes a finished search's results of its trials: what the node returns, and what the log says of
 * it.
 */
final class SearchResults {
  private final RayNode node;
  private final Tune tune;
  private final NodeWalking walking;

  SearchResults(RayNode node, Tune tune, NodeWalking walking) {
    this.node = node;
    this.tune = tune;
    this.walking = walking;
  }

  Phase collect() {
    List<TrialState> trials = walking.read(state -> state.trials(walking.path()));
    UnknownBounds.tell(tune, trials, walking);
    Ranking ranking = Ranking.of(trials, tune, walking);
    if (ranking.trials().isEmpty()) {
      return new Phase.Failed(
          Failure.of(
              "metric",
              "no trial reported a finite \"" + String.join("\" and \"", tune.metrics()) + "\""));
    }
    ShorterTrials.tell(tune, ranking, walking);
    KeptObjects kept = KeptObjects.of(trials, ranking, tune);
    kept.discardOthers(walking);
    JsonObject results = results(trials, ranking, kept);
    Map<String, Value> outputs = new LinkedHashMap<>();
    for (Return name : node.task().returns()) {
      outputs.put(name.name(), Value.of(results));
    }
    return new Phase.Done(handOver(ranking), outputs);
  }

  private JsonObject results(List<TrialState> trials, Ranking ranking, KeptObjects kept) {
    TrialState best = ranking.trials().getFirst().trial();
    JsonObject.Builder results =
        JsonObject.builder()
            .put("best_trial", whole(best))
            .put("best_config", SpaceMapping.nested(best.config()));
    if (tune.hasSeveralObjectives()) {
      results.put(
          "pareto",
          ranking.best().stream().map(item -> whole(item.trial())).collect(JsonArray.collect()));
    }
    return results
        .put(
            "trials",
            trials.stream()
                .map(trial -> kept.isKept(trial) ? whole(trial) : summary(trial))
                .collect(JsonArray.collect()))
        .put("metric", ObjectivesJson.metric(tune.objectives()))
        .put("mode", ObjectivesJson.mode(tune.objectives()))
        .build();
  }

  /** The last report and what the function returned, as one mapping. */
  private static JsonObject whole(TrialState trial) {
    Map<String, Json> fields = new LinkedHashMap<>(trial.metrics().fields());
    if (trial.value() instanceof JsonObject returned) {
      fields.putAll(returned.fields());
    } else if (trial.value() != Json.NULL) {
      fields.put("value", trial.value());
    }
    trial.checkpoint().ifPresent(reference -> fields.put("checkpoint", reference));
    fields.putAll(identity(trial));
    return new JsonObject(fields);
  }

  private static Json summary(TrialState trial) {
    Map<String, Json> fields = new LinkedHashMap<>(trial.metrics().fields());
    fields.putAll(identity(trial));
    return new JsonObject(fields);
  }

  private static Map<String, Json> identity(TrialState trial) {
    Map<String, Json> fields = new LinkedHashMap<>();
    fields.put("trial_id", Json.of((long) trial.number()));
    fields.put("status", Json.of(trial.status().name()));
    fields.put("config", SpaceMapping.nested(trial.config()));
    trial.failure().ifPresent(failure -> fields.put("error", Json.of(failure.toString())));
    return fields;
  }

  private JsonObject handOver(Ranking ranking) {
    BestTrial best = ranking.trials().getFirst();
    JsonObject.Builder handOver =
        JsonObject.builder()
            .put("best_trial", best.trial().number())
            .put("best_value", best.value())
            .put("best_config", SpaceMapping.nested(best.trial().config()));
    if (tune.hasSeveralObjectives()) {
      handOver.put(
          "pareto",
          ranking.best().stream().map(SearchResults::frontMember).collect(JsonArray.collect()));
    }
    return handOver
        .put("metric", ObjectivesJson.metric(tune.objectives()))
        .put("mode", ObjectivesJson.mode(tune.objectives()))
        .build();
  }

  private static Json frontMember(BestTrial member) {
    return JsonObject.builder()
        .put("trial", member.trial().number())
        .put("value", member.value())
        .put("config", SpaceMapping.nested(member.trial().config()))
        .build();
  }
}
