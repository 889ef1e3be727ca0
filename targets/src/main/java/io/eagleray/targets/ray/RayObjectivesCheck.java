package io.eagleray.targets.ray;

import io.eagleray.model.ray.Algorithm;
import io.eagleray.model.ray.Tune;
import io.eagleray.problem.Problems;
import io.eagleray.problem.Topic;
import io.eagleray.spi.SeveralObjectives;
import java.util.Locale;
import java.util.Set;

/** Tells which parts of a search by Ray Tune with several objectives know only one. */
final class RayObjectivesCheck {
  /** Search algorithms that take several, or look at none; as the driver reads their names. */
  private static final Set<String> TAKING_SEVERAL =
      Set.of(
          "auto",
          "tpe",
          "optuna",
          "optunasearch",
          "random",
          "grid",
          "variant_generator",
          "basicvariantgenerator");

  private final Tune tune;
  private final Problems problems;

  RayObjectivesCheck(Tune tune, Problems problems) {
    this.tune = tune;
    this.problems = problems;
  }

  void check() {
    Algorithm search = tune.searchAlgorithm();
    boolean isLimited = search.name().equals(RayAlgorithms.LIMITER);
    String name = (isLimited ? RayAlgorithms.inside(search).orElse(search) : search).name();
    if (!TAKING_SEVERAL.contains(name.toLowerCase(Locale.ROOT))) {
      problems
          .about(Topic.SAMPLERS)
          .error(
              search.at(),
              "Ray Tune's "
                  + name
                  + " searches for one metric, not for "
                  + SeveralObjectives.shown(tune)
                  + "; use search_algorithm: OptunaSearch, or write \"engine: native\" in ray_tune");
    }
    SeveralObjectives.refuseComparing(
        tune, RayTuneCheck.NO_EARLY_STOP.contains(tune.scheduler().name()), problems);
  }
}
