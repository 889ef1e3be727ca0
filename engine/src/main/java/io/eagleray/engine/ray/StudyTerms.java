package io.eagleray.engine.ray;

import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import io.eagleray.model.ray.ObjectivesJson;
import io.eagleray.model.ray.Tune;
import io.eagleray.search.space.SearchSpace;
import io.eagleray.search.study.Objective;
import io.eagleray.search.study.Study;
import io.eagleray.search.study.StudyBuilder;
import java.util.OptionalInt;

/**
 * What fan-out settles of an embedded search, and execution goes by.
 *
 * @param seed the config's, or a random one
 * @param slots how many trials run at once
 */
public record StudyTerms(long seed, int slots) {

  static StudyTerms of(JsonObject fanOut) {
    return new StudyTerms(
        fanOut.integer("seed").orElseThrow(),
        Math.toIntExact(fanOut.integer("max_concurrent").orElseThrow()));
  }

  /** The hand-over of fan-out. */
  JsonObject handOver(Tune tune, NativeSearch search) {
    JsonObject.Builder terms =
        JsonObject.builder()
            .put("backend", "embedded")
            .put("seed", seed)
            .put("max_concurrent", slots)
            .put("sampler", search.samplerWord())
            .put("search_algorithm", tune.searchAlgorithm().name());
    if (!search.isFifo()) {
      terms.put("scheduler", search.schedulerWord());
    }
    OptionalInt samples = tune.samples();
    terms.put(
        "num_samples",
        samples.isPresent()
            ? Json.of((long) budget(tune, SpaceMapping.space(tune.space()), samples.getAsInt()))
            : Json.NULL);
    return terms.build().and(ObjectivesJson.comparison(tune));
  }

  /**
   * The study, before any trial.
   *
   * @throws io.eagleray.search.SearchException if the space breaks a rule
   */
  Study study(Tune tune, NativeSearch search) {
    SearchSpace space = SpaceMapping.space(tune.space());
    StudyBuilder builder =
        Study.of(tune.objectives().stream().map(StudyTerms::objective).toList())
            .space(space)
            .seed(seed)
            .sampler(search.sampler())
            .scheduler(search.scheduler())
            .pointsToEvaluate(
                tune.pointsToEvaluate().stream()
                    .map(point -> SpaceMapping.dotted(point, tune.space()))
                    .toList());
    tune.stoppers().forEach(stopper -> builder.stopper(NativeAlgorithms.stopper(stopper)));
    tune.samples().ifPresent(samples -> builder.budget(budget(tune, space, samples)));
    return builder.build();
  }

  private static Objective objective(Tune.Objective objective) {
    return objective.mode() == Tune.Mode.MAX
        ? Objective.maximize(objective.metric())
        : Objective.minimize(objective.metric());
  }

  /**
   * With a grid every sample is tried with each of its points, as Ray Tune does; configurations
   * that are tried first take none of them away.
   */
  private static int budget(Tune tune, SearchSpace space, int samples) {
    long points = Math.max(1, space.gridSize());
    long first = space.hasGrid() ? tune.pointsToEvaluate().size() : 0;
    boolean isHuge = points > Integer.MAX_VALUE; // Times the samples it may be beyond any number.
    return isHuge ? Integer.MAX_VALUE : (int) Math.min(Integer.MAX_VALUE, points * samples + first);
  }
}
