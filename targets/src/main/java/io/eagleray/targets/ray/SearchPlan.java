package io.eagleray.targets.ray;

import io.eagleray.hash.Sha256;
import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import io.eagleray.model.ray.ObjectivesJson;
import io.eagleray.model.ray.RayNode;
import io.eagleray.model.ray.SpaceParameter.Domain;
import io.eagleray.model.ray.Tune;
import java.util.Locale;

/**
 * What fan-out says of a search, for the screen, the report and whoever goes on with it.
 *
 * @param seed the config's, or one that follows from the run
 */
record SearchPlan(Tune tune, long seed) {
  private static final int SEED_DIGITS = 15;

  /**
   * The plan of a search. A seed that the config does not give follows from the run's universal id,
   * so that whoever submits the job again, submits the same.
   */
  static SearchPlan of(Tune tune, String uuid, String step) {
    return new SearchPlan(
        tune,
        tune.seed()
            .orElseGet(() ->
                Long.parseLong(
                    Sha256.of(String.join("\n", "seed", uuid, step)).substring(0, SEED_DIGITS),
                    16)));
  }

  /** The fields of fan-out's hand-over; without a search none but the backend's name. */
  static JsonObject handOver(RayNode node, String uuid, String step) {
    JsonObject backend = JsonObject.builder().put("backend", "ray").build();
    return node.config()
        .tune()
        .map(tune -> backend.and(of(tune, uuid, step).fields()).with("space", space(node)))
        .orElse(backend);
  }

  private static Json space(RayNode node) {
    return node.config().source().object("ray_tune").object("search_space");
  }

  private JsonObject fields() {
    JsonObject.Builder fields =
        JsonObject.builder()
            .put("seed", seed)
            .put("sampler", tune.searchAlgorithm().name())
            .put("search_algorithm", tune.searchAlgorithm().name())
            .put("engine", tune.engine().name().toLowerCase(Locale.ROOT));
    if (!tune.scheduler().name().equals(Tune.DEFAULT_SCHEDULER)) {
      fields.put("scheduler", tune.scheduler().name());
    }
    return fields.put("num_samples", trials()).build().and(ObjectivesJson.comparison(tune));
  }

  /** How many trials there will be; null where only time limits them. */
  private Json trials() {
    if (tune.samples().isEmpty()) {
      return Json.NULL;
    }
    long points = 1;
    for (var parameter : tune.space()) {
      if (parameter.domain() instanceof Domain.Grid grid) {
        points = Math.multiplyExact(points, grid.values().size());
      }
    }
    return Json.of(Math.multiplyExact(points, tune.samples().getAsInt()));
  }
}
