package io.eagleray.search.sampler;

import java.util.random.RandomGenerator;

/**
 * The kernels of a {@link Mixture} along one axis. The last one, the prior, and those of trials
 * that lack the parameter are indifferent: uniform.
 */
abstract class AxisKernels {
  protected final Axis axis;

  /** Where each kernel stands; NaN for those that are indifferent. */
  protected final double[] middles;

  AxisKernels(Axis axis, double[] middles) {
    this.axis = axis;
    this.middles = middles;
  }

  static AxisKernels of(Axis axis, double[] middles) {
    if (axis.isCategorical()) {
      return new CategoryKernels(axis, middles);
    }
    return axis.hasCells() ? new CellKernels(axis, middles) : new IntervalKernels(axis, middles);
  }

  /** Adds to each kernel's term the logarithm of its density at {@code x}. */
  abstract void addLogDensity(double x, double[] terms);

  /** A draw from a kernel that is not indifferent. */
  protected abstract double drawKnowing(int kernel, RandomGenerator random);

  /** A draw, moved to the value it stands for. */
  final double draw(int kernel, RandomGenerator random) {
    int source = kernel;
    if (Double.isNaN(middles[kernel])) {
      source = kernel == middles.length - 1 ? -1 : lender(random);
    }
    return axis.snap(source < 0 ? random.nextDouble() : drawKnowing(source, random));
  }

  /**
   * Whom an indifferent kernel asks. Its trial went another way at a condition; the kernels that
   * know the parameter are a better guide than none, with one share left for the prior: -1.
   */
  private int lender(RandomGenerator random) {
    int knowing = 0;
    for (double middle : middles) {
      knowing += Double.isNaN(middle) ? 0 : 1;
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
