package io.eagleray.search.tpe;

import io.eagleray.search.history.History;
import io.eagleray.search.sampler.Axis;
import java.util.random.RandomGenerator;

/**
 * The kernels of a {@link Mixture} along one axis. The last one, the prior, and those of trials
 * that lack the parameter are indifferent: uniform. Its arrays are used again for the next model.
 */
abstract class AxisKernels {
  protected final Axis axis;

  /** Where each kernel stands; NaN for those that are indifferent. */
  protected double[] middles = new double[0];

  /** How many kernels there are, the prior included. */
  protected int count;

  AxisKernels(Axis axis) {
    this.axis = axis;
  }

  static AxisKernels along(Axis axis) {
    if (axis.isCategorical()) {
      return new CategoryKernels(axis);
    }
    return axis.hasCells() ? new CellKernels(axis) : new IntervalKernels(axis);
  }

  /** Stands for the first {@code trials} of a list from now on, and the prior. */
  final void fit(History history, int parameter, int[] list, int trials) {
    count = trials + 1;
    if (middles.length < count) {
      middles = new double[Math.max(count, 2 * middles.length)];
      grow(middles.length);
    }
    for (int k = 0; k < trials; k++) {
      middles[k] = history.unit(list[k], parameter);
    }
    middles[trials] = Double.NaN;
    prepare();
  }

  /** Makes room for so many kernels. */
  protected abstract void grow(int capacity);

  /** Computes what does not depend on a point. */
  protected abstract void prepare();

  /** Adds to each kernel's term the logarithm of its density at {@code x}. */
  abstract void addLogDensity(double x, double[] terms);

  /** A draw from a kernel that is not indifferent. */
  protected abstract double drawKnowing(int kernel, RandomGenerator random);

  /** A draw, moved to the value it stands for. */
  final double draw(int kernel, RandomGenerator random) {
    int source = kernel;
    if (Double.isNaN(middles[kernel])) {
      source = kernel == count - 1 ? -1 : lender(random);
    }
    return axis.snap(source < 0 ? random.nextDouble() : drawKnowing(source, random));
  }

  /**
   * Whom an indifferent kernel asks. Its trial went another way at a condition; the kernels that
   * know the parameter are a better guide than none, with one share left for the prior: -1.
   */
  private int lender(RandomGenerator random) {
    int knowing = 0;
    for (int k = 0; k < count; k++) {
      knowing += Double.isNaN(middles[k]) ? 0 : 1;
    }
    int skip = random.nextInt(knowing + 1);
    if (skip == knowing) {
      return -1;
    }
    int kernel = 0;
    while (Double.isNaN(middles[kernel]) || skip-- > 0) {
      kernel++;
    }
    return kernel;
  }
}
