package io.eagleray.search.scheduler;

import io.eagleray.search.gp.ForgettingProcess;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * The upper confidence bound that PB2 climbs.
 *
 * @param mean the process that says what to expect
 * @param spread the one that says how little is known, points without a value included
 * @param data how many values are known
 * @param placed the coordinates of parameters, at the time and reward of the source
 */
record UpperBound(
    ForgettingProcess mean, ForgettingProcess spread, int data, UnaryOperator<double[]> placed) {
  private static final int DRAWS = 200;
  private static final int STEPS = 40;
  private static final double[] WIDTHS = {0.1, 0.03, 0.01};

  /** The schedule of the paper's implementation: the more is known, the more is dared. */
  private double boldness() {
    return Math.sqrt(0.2 + Math.max(0, Math.log(0.4 * data)));
  }

  /** The bound at parameters in the unit cube. */
  double at(double[] parameters) {
    double[] point = placed.apply(parameters);
    return mean.mean(point) + boldness() * spread.deviation(point);
  }

  /** The best of many draws, then of steps around it that get shorter. */
  double[] best(int parameters, RandomGenerator random) {
    double[] best = random.doubles(parameters).toArray();
    double most = at(best);
    for (int i = 1; i < DRAWS + WIDTHS.length * STEPS; i++) {
      double[] next = i < DRAWS ? random.doubles(parameters).toArray() : near(best, i, random);
      double bound = at(next);
      if (bound > most) {
        most = bound;
        best = next;
      }
    }
    return best;
  }

  private static double[] near(double[] best, int draw, RandomGenerator random) {
    double width = WIDTHS[(draw - DRAWS) / STEPS];
    double[] next = best.clone();
    for (int d = 0; d < next.length; d++) {
      next[d] = Math.clamp(next[d] + width * random.nextGaussian(), 0.0, 1.0);
    }
    return next;
  }
}
