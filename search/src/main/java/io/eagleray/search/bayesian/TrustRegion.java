package io.eagleray.search.bayesian;

import io.eagleray.search.history.History;
import java.util.Arrays;

/**
 * Where a trust region stands (TuRBO-1, Eriksson et al. 2019): it grows after three improvements in
 * a row and shrinks after a number of trials without one; when it has become tiny, a new run begins
 * elsewhere. Only trials that were asked for in the same run count.
 *
 * <p>It is computed from the trials in the order in which they ended, so nothing is to be stored.
 *
 * @param length the box's side where all parameters matter alike, in (0, 1.6]
 * @param trials those of the run that have ended, in that order
 * @param best the best of them, which is the box's middle; -1 if there are none
 */
record TrustRegion(double length, int[] trials, int best) {

  /**
   * What the next trial works with.
   *
   * @param startup trials of each run that follow no model
   * @param patience trials without an improvement that let the region shrink
   */
  static TrustRegion of(History history, int startup, int patience) {
    Runs runs = new Runs(history, startup, patience);
    for (int place = 0; place < history.endings(); place++) {
      runs.add(place);
    }
    return new TrustRegion(runs.length, Arrays.copyOf(runs.trials, runs.size), runs.best);
  }

  /** The trials so far, one after another. */
  private static final class Runs {
    private static final double FIRST = 0.8;
    private static final double LONGEST = 1.6;
    private static final double SHORTEST = 1.0 / 128;
    private static final int SUCCESSES = 3;

    /** Improvements by less than this share of the first trials' gap do not count as such. */
    private static final double LEAST = 1e-3;

    private final History history;
    private final int startup;
    private final int patience;

    /** The run that was on when so many trials had ended. */
    private final int[] runs;

    private final int[] trials;
    private int size;
    private int run;
    private int best = -1;
    private double length = FIRST;
    private double least;
    private int successes;
    private int failures;

    Runs(History history, int startup, int patience) {
      this.history = history;
      this.startup = startup;
      this.patience = patience;
      this.runs = new int[history.endings() + 1];
      this.trials = new int[history.endings()];
    }

    void add(int place) {
      int trial = history.ending(place);
      runs[place] = run;
      if (runs[history.endingsBefore(trial)] != run) {
        return;
      }
      boolean better = best < 0 || isBetter(trial);
      best = best < 0 || history.compare(trial, best) < 0 ? trial : best;
      trials[size++] = trial;
      if (size > startup) {
        judge(better);
      } else if (size == startup) {
        least = LEAST * gap();
      }
    }

    private void judge(boolean better) {
      successes = better ? successes + 1 : 0;
      failures = better ? 0 : failures + 1;
      if (successes == SUCCESSES) {
        length = Math.min(LONGEST, 2 * length);
        successes = 0;
      } else if (failures == patience) {
        length /= 2;
        failures = 0;
      }
      if (length < SHORTEST) {
        run++;
        size = 0;
        best = -1;
        length = FIRST;
        least = 0;
      }
    }

    private boolean isBetter(int trial) {
      // Not turned round: a gap that is no number, to a trial without a loss, is an improvement.
      return history.compare(trial, best) < 0
          && !(history.loss(best) - history.loss(trial) < least);
    }

    /** How far the median of the first trials lies above the best of them. */
    private double gap() {
      double[] losses =
          Arrays.stream(trials, 0, size)
              .mapToDouble(history::loss)
              .filter(Double::isFinite)
              .sorted()
              .toArray();
      return losses.length == 0 ? 0 : losses[losses.length / 2] - losses[0];
    }
  }
}
