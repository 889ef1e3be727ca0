package io.eagleray.engine.ray;

import io.eagleray.model.ray.Algorithm;
import io.eagleray.model.ray.Tune;
import io.eagleray.problem.Problems;
import io.eagleray.problem.Topic;

/** Tells which parts of a search with several objectives know only one. */
final class ObjectivesCheck {
  private ObjectivesCheck() {}

  static void check(Tune tune, NativeSearch search, Problems problems) {
    if (!tune.hasSeveralObjectives()) {
      return;
    }
    if (!search.sampler().takesSeveralObjectives()) {
      problems
          .about(Topic.SAMPLERS)
          .error(
              tune.searchAlgorithm().at(),
              tune.searchAlgorithm().name()
                  + " searches for one metric, not for "
                  + shown(tune)
                  + "; with several: auto, gp, tpe, nsga2, random, sobol, grid");
    }
    if (!search.isFifo()) {
      comparesByOne(tune.scheduler(), tune, problems.about(Topic.SCHEDULERS));
    }
    for (Algorithm stopper : tune.stoppers()) {
      comparesByOne(stopper, tune, problems.about(Topic.STOPPERS));
    }
  }

  private static void comparesByOne(Algorithm algorithm, Tune tune, Problems problems) {
    problems.error(
        algorithm.at(),
        algorithm.name()
            + " judges trials by one metric, and this search has "
            + shown(tune)
            + "; leave it out, or search for one metric");
  }

  private static String shown(Tune tune) {
    return tune.metrics().size() + " (" + String.join(", ", tune.metrics()) + ")";
  }
}
