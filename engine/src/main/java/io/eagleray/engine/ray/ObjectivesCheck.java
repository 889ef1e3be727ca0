package io.eagleray.engine.ray;

import io.eagleray.model.ray.Tune;
import io.eagleray.problem.Problems;
import io.eagleray.problem.Topic;
import io.eagleray.spi.SeveralObjectives;

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
                  + SeveralObjectives.shown(tune)
                  + "; with several: auto, gp, tpe, nsga2, random, lhs, sobol, grid");
    }
    SeveralObjectives.refuseComparing(tune, search.isFifo(), problems);
  }
}
