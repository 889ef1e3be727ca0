package io.eagleray.search.bayesian;

import io.eagleray.search.history.History;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Whether a proposal looks everywhere or close to the best trial, and how close: the global search
 * has the word as long as it finds improvements; where it stays without, every second trial looks
 * into a box around the best one, which grows when that helps and shrinks when it does not. After
 * TREGO (Diouane et al. 2022), which puts a trust region beside efficient global optimisation.
 *
 * <p>It is computed from the trials in the order of their numbers, so nothing is to be stored.
 *
 * @param local whether to look close to the best trial
 * @param side the box's sides, in (0, 1]
 */
record Alternation(boolean local, double side) {
  /** So many trials without improvement wake the local search. */
  private static final int PATIENCE = 6;

  /** Improvements by less than this share of the first trials' gap do not count as such. */
  private static final double LEAST = 1e-3;

  static final double FIRST_SIDE = 0.4;
  private static final double WIDEST = 0.8;
  private static final double NARROWEST = 0.004;
  private static final double GROWTH = 1.5;
  private static final double SHRINKAGE = 0.9;

  /**
   * What the next trial does.
   *
   * @param startup trials before this one followed no model
   * @param apart which trials took no part in this, for another reason decided where they look
   */
  static Alternation next(History history, int startup, IntPredicate apart) {
    double least = LEAST * typicalGap(history, startup);
    double side = FIRST_SIDE;
    int best = -1;
    int failures = 0;
    boolean local = false;
    for (int trial = 0; trial < history.size(); trial++) {
      boolean ended = history.state(trial).isEnded();
      if (ended && (best < 0 || isBetter(history, trial, best, least))) {
        if (trial >= startup) {
          side =
              local && !apart.test(trial)
                  ? Math.min(WIDEST, GROWTH * side)
                  : reached(side, history, trial, best);
        }
        best = trial;
        failures = 0;
      } else if (!apart.test(trial)) {
        failures++;
        if (local && ended) {
          side = SHRINKAGE * side < NARROWEST ? FIRST_SIDE : SHRINKAGE * side;
        }
        local = trial >= startup && !local && failures >= PATIENCE;
      }
    }
    return new Alternation(local, side);
  }

  private static boolean isBetter(History history, int trial, int best, double least) {
    // Not turned round: a gap that is no number, to a trial without a loss, is an improvement.
    return history.compare(trial, best) < 0 && !(history.loss(best) - history.loss(trial) < least);
  }

  /** How far the median of the first trials lies above the best of them. */
  private static double typicalGap(History history, int startup) {
    double[] losses =
        IntStream.range(0, Math.min(startup, history.size()))
            .mapToDouble(history::loss)
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    return losses.length == 0 ? 0 : losses[losses.length / 2] - losses[0];
  }

  /** Around a place that the global search has found, the box is as wide as the way there. */
  private static double reached(double side, History history, int trial, int before) {
    double way = before < 0 ? 1 : 0;
    for (int d = 0; before >= 0 && d < history.space().size(); d++) {
      double gap = Math.abs(history.unit(trial, d) - history.unit(before, d));
      way = Double.isNaN(gap) ? 1 : Math.max(way, gap);
    }
    return Math.max(side, Math.min(FIRST_SIDE, 2 * way));
  }
}
