package io.eagleray.search.sampler;

import io.eagleray.search.history.History;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A density over the unit cube: one kernel for each trial, a product over all parameters, and a
 * last one that is uniform, the prior.
 */
final class Mixture {
  private static final int EQUAL_WEIGHTS = 25;

  /** Terms so much below the largest, in logarithms, do not change a sum of doubles. */
  private static final double NEGLIGIBLE = -36;

  private final Axis[] axes;
  private final AxisKernels[] kernels;
  private final double[] cumulated;
  private final double[] logWeights;
  private final double[] terms;

  /** The mixture of these trials, given oldest first. */
  Mixture(Axis[] axes, History history, int[] trials) {
    this.axes = axes;
    this.kernels = new AxisKernels[axes.length];
    this.cumulated = new double[trials.length + 1];
    this.logWeights = new double[trials.length + 1];
    this.terms = new double[trials.length + 1];
    for (int d = 0; d < axes.length; d++) {
      double[] middles = new double[trials.length + 1];
      for (int k = 0; k < trials.length; k++) {
        middles[k] = history.unit(trials[k], d);
      }
      middles[trials.length] = Double.NaN;
      kernels[d] = AxisKernels.of(axes[d], middles);
    }
    weigh();
  }

  /** The newest 25 and the prior weigh 1; before them, the older the less. */
  private void weigh() {
    int trials = logWeights.length - 1;
    int ramp = Math.max(0, trials - EQUAL_WEIGHTS);
    double sum = 0;
    for (int k = 0; k <= trials; k++) {
      double least = 1.0 / trials;
      double weight = k >= ramp ? 1 : least + (1 - least) * k / Math.max(1, ramp - 1);
      logWeights[k] = Math.log(weight);
      sum += weight;
      cumulated[k] = sum;
    }
    double logSum = Math.log(sum);
    for (int k = 0; k <= trials; k++) {
      logWeights[k] -= logSum;
    }
  }

  /** A draw; coordinates of inactive parameters are NaN. */
  double[] draw(RandomGenerator random) {
    double at = random.nextDouble() * cumulated[cumulated.length - 1];
    int found = Arrays.binarySearch(cumulated, at);
    int kernel = Math.min(cumulated.length - 1, found < 0 ? -found - 1 : found);
    double[] point = new double[axes.length];
    for (int d = 0; d < axes.length; d++) {
      point[d] = axes[d].isActive(point) ? kernels[d].draw(kernel, random) : Double.NaN;
    }
    return point;
  }

  /** The logarithm of the density at a point. */
  double logDensity(double[] point) {
    System.arraycopy(logWeights, 0, terms, 0, terms.length);
    for (int d = 0; d < axes.length; d++) {
      if (!Double.isNaN(point[d])) {
        kernels[d].addLogDensity(point[d], terms);
      }
    }
    double most = Double.NEGATIVE_INFINITY;
    for (double term : terms) {
      most = Math.max(most, term);
    }
    double sum = 0;
    for (double term : terms) {
      double below = term - most;
      sum += below > NEGLIGIBLE ? Math.exp(below) : 0;
    }
    return most + Math.log(sum);
  }
}
