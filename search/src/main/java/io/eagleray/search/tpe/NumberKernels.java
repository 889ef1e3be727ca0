package io.eagleray.search.tpe;

import io.eagleray.search.sampler.Axis;
import io.eagleray.search.space.Gaussian;
import java.util.random.RandomGenerator;

/** Kernels along an axis with an order: normal distributions, cut off at the ends. */
abstract class NumberKernels extends AxisKernels {
  private final Bandwidths bandwidths = new Bandwidths();
  protected double[] deviations = new double[0];

  NumberKernels(Axis axis) {
    super(axis);
  }

  @Override
  protected void grow(int capacity) {
    deviations = new double[capacity];
  }

  @Override
  protected void prepare() {
    bandwidths.fill(middles, count, deviations);
  }

  /** What a kernel has inside the unit interval. */
  protected final double mass(int kernel) {
    double m = middles[kernel];
    double s = deviations[kernel];
    return Gaussian.quickCdf((1 - m) / s) - Gaussian.quickCdf(-m / s);
  }

  @Override
  protected final double drawKnowing(int kernel, RandomGenerator random) {
    double m = middles[kernel];
    double s = deviations[kernel];
    double at = Gaussian.quickCdf(-m / s) + random.nextDouble() * mass(kernel);
    return Math.min(1, Math.max(0, m + s * Gaussian.quickQuantile(at)));
  }
}
