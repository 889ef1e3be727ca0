package io.eagleray.search.tpe;

import io.eagleray.search.history.History;
import io.eagleray.search.sampler.Axis;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A density over the unit cube: one kernel for each trial, a product over all parameters, and a
 * last one that is uniform, the prior. Its arrays are used again for the next model.
 */
final class Mixture {
  private static final int EQUAL_WEIGHTS = 25;

  /** Terms so much below the largest, in logarithms, do not change a sum of doubles. */
  private static final double NEGLIGIBLE = -36;

  private final Axis[] axes;
  private final AxisKernels[] kernels;
  private int count;
  private double[] cumulated = new double[0];
  private double[] logWeights = new double[0];
  private double[] terms = new double[0];

  /** A mixture that is to be fitted. */
  Mixture(Axis[] axes) {
    this.axes = axes;
    this.kernels = new AxisKernels[axes.length];
    for (int d = 0; d < axes.length; d++) {
      kernels[d] = AxisKernels.along(axes[d]);
    }
  }

  /** The mixture of the first {@code trials} of a list, given oldest first. */
  void fit(History history, int[] list, int trials) {
    for (int d = 0; d < axes.length; d++) {
      kernels[d].fit(history, d, list, trials);
    }
    if (count != trials + 1) {
      count = trials + 1;
      weigh();
    }
  }

  /**
   * Weighs the kernels of the mixture just fitted.
   *
   * @param weights one for each trial, above 0; the prior weighs 1
   */
  void weigh(double[] weights) {
    double sum = 0;
    for (int k = 0; k < count; k++) {
      double weight = k < count - 1 ? weights[k] : 1;
      logWeights[k] = Math.log(weight);
      sum += weight;
      cumulated[k] = sum;
    }
    normalise(sum);
  }

  /** The newest 25 and the prior weigh 1; before them, the older the less. */
  private void weigh() {
    if (terms.length < count) {
      int capacity = Math.max(count, 2 * terms.length);
      cumulated = new double[capacity];
      logWeights = new double[capacity];
      terms = new double[capacity];
    }
    int trials = count - 1;
    int ramp = Math.max(0, trials - EQUAL_WEIGHTS);
    double sum = 0;
    for (int k = 0; k <= trials; k++) {
      double least = 1.0 / trials;
      double weight = k >= ramp ? 1 : least + (1 - least) * k / Math.max(1, ramp - 1);
      logWeights[k] = Math.log(weight);
      sum += weight;
      cumulated[k] = sum;
    }
    normalise(sum);
  }

  private void normalise(double sum) {
    double logSum = Math.log(sum);
    for (int k = 0; k < count; k++) {
      logWeights[k] -= logSum;
    }
  }

  /** Puts a draw into {@code point}; coordinates of inactive parameters become NaN. */
  void draw(RandomGenerator random, double[] point) {
    double at = random.nextDouble() * cumulated[count - 1];
    int found = Arrays.binarySearch(cumulated, 0, count, at);
    int kernel = Math.min(count - 1, found < 0 ? -found - 1 : found);
    for (int d = 0; d < axes.length; d++) {
      point[d] = axes[d].isActive(point) ? kernels[d].draw(kernel, random) : Double.NaN;
    }
  }

  /** The logarithm of the density at a point. */
  double logDensity(double[] point) {
    System.arraycopy(logWeights, 0, terms, 0, count);
    for (int d = 0; d < axes.length; d++) {
      if (!Double.isNaN(point[d])) {
        kernels[d].addLogDensity(point[d], terms);
      }
    }
    double most = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < count; k++) {
      most = Math.max(most, terms[k]);
    }
    double sum = 0;
    for (int k = 0; k < count; k++) {
      double below = terms[k] - most;
      sum += below > NEGLIGIBLE ? QuickExp.of(below) : 0;
    }
    return most + Math.log(sum);
  }
}
