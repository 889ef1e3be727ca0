package io.eagleray.search.bayesian;

import io.eagleray.search.history.History;
import io.eagleray.search.history.TrialState;

/**
 * Trials as a Gaussian process takes them in: points and losses. Trials that did not complete, or
 * broke a constraint, say nothing of the loss but that one should look elsewhere: they count a
 * little worse than the worst that did, in the order of their merit.
 *
 * @param points coordinates, see {@link Encoding}
 * @param losses finite, one for each point
 */
record Sample(double[][] points, double[] losses) {

  /** One loss of these trials, which have ended. */
  static Sample of(History history, Encoding encoding, int[] trials, int objective) {
    double[][] points = new double[trials.length][];
    double[] losses = new double[trials.length];
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < trials.length; i++) {
      points[i] = encoding.of(history, trials[i]);
      losses[i] = history.loss(trials[i], objective);
      if (counts(history, trials[i], objective)) {
        least = Math.min(least, losses[i]);
        most = Math.max(most, losses[i]);
      }
    }
    if (most < least) {
      least = 0;
      most = 0;
    }
    double unit = most > least ? (most - least) / 100 : 1;
    for (int i = 0; i < trials.length; i++) {
      if (!counts(history, trials[i], objective)) {
        losses[i] = most + unit * (1 + place(history, trials, i)) / trials.length;
      }
    }
    return new Sample(points, losses);
  }

  private static boolean counts(History history, int trial, int objective) {
    return history.state(trial) == TrialState.COMPLETED
        && Double.isFinite(history.loss(trial, objective))
        && history.violation(trial) == 0;
  }

  private static int place(History history, int[] trials, int index) {
    int better = 0;
    for (int other : trials) {
      better += history.compare(other, trials[index]) < 0 ? 1 : 0;
    }
    return better;
  }
}
