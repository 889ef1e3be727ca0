package io.eagleray.spi;

import io.eagleray.model.ray.Algorithm;
import io.eagleray.model.ray.Tune;
import io.eagleray.problem.Problems;
import io.eagleray.problem.Topic;

/** What is told of a search with several objectives, whoever runs it. */
public final class SeveralObjectives {
  private SeveralObjectives() {}

  /** The metrics and their number, as messages show them. */
  public static String shown(Tune tune) {
    return tune.metrics().size() + " (" + String.join(", ", tune.metrics()) + ")";
  }

  /**
   * Refuses the scheduler and the stoppers, which compare trials by one metric.
   *
   * @param isFifo whether the scheduler compares none
   */
  public static void refuseComparing(Tune tune, boolean isFifo, Problems problems) {
    if (!isFifo) {
      refuse(tune.scheduler(), tune, problems.about(Topic.SCHEDULERS));
    }
    for (Algorithm stopper : tune.stoppers()) {
      refuse(stopper, tune, problems.about(Topic.STOPPERS));
    }
  }

  private static void refuse(Algorithm algorithm, Tune tune, Problems problems) {
    problems.error(
        algorithm.at(),
        algorithm.name()
            + " judges trials by one metric, and this search has "
            + shown(tune)
            + "; leave it out, or search for one metric");
  }
}
