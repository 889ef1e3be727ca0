package io.eagleray.engine.ray;

import io.eagleray.model.ray.Tune;
import io.eagleray.spi.NodeWalking;
import java.util.Locale;

/**
 * Tells of a trial that is better than the best one, and came to its own end at a lower step, as
 * where the number of steps is searched: trials are compared at the highest step.
 */
final class ShorterTrials {
  private ShorterTrials() {}

  /** Warns once in a run. */
  static void tell(Tune tune, Ranking ranking, NodeWalking walking) {
    BestTrial best = ranking.trials().getFirst();
    ranking
        .betterButShorter(tune)
        .ifPresent(shorter ->
            walking.warnOnce(
                String.format(
                    Locale.ROOT,
                    "trial %d ended by itself at step %d with %s %s, which is better than the best"
                        + " trial's %s; trials are compared at the highest step, here %d; with"
                        + " \"best: max_over_time\" all are, at the best report of each",
                    shorter.trial().number(),
                    shorter.trial().lastStep(),
                    tune.metrics().getFirst(),
                    shorter.value().text(),
                    best.value().text(),
                    best.trial().lastStep())));
  }
}
