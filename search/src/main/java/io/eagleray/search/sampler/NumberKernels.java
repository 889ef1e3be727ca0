package io.eagleray.search.sampler;

import io.eagleray.search.space.Gaussian;
import java.util.random.RandomGenerator;

/** Normal distributions, cut off at the borders of the unit interval. */
abstract class NumberKernels extends AxisKernels {
  protected final double[] deviations;

  NumberKernels(Axis axis, double[] middles) {
    super(axis, middles);
    this.deviations = Bandwidths.of(middles);
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
