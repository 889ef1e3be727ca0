package io.eagleray.search.tpe;

import io.eagleray.search.sampler.Axis;

/** Kernels over dense numbers. */
final class IntervalKernels extends NumberKernels {
  private static final double LOG_SQRT_2PI = 0.5 * Math.log(2 * Math.PI);

  /** Beyond so many deviations a normal distribution has less than the table of it resolves. */
  private static final double WHOLE = 6.5;

  // Indifferent kernels have an inverse and a factor of 0: they add nothing, without a branch.
  private double[] places = new double[0];
  private double[] inverses = new double[0];
  private double[] logFactors = new double[0];

  IntervalKernels(Axis axis) {
    super(axis);
  }

  @Override
  protected void grow(int capacity) {
    super.grow(capacity);
    places = new double[capacity];
    inverses = new double[capacity];
    logFactors = new double[capacity];
  }

  @Override
  protected void prepare() {
    super.prepare();
    double lastDeviation = 1;
    double lastFactor = -LOG_SQRT_2PI;
    for (int k = 0; k < count; k++) {
      double m = middles[k];
      if (Double.isNaN(m)) {
        places[k] = 0;
        inverses[k] = 0;
        logFactors[k] = 0;
        continue;
      }
      double s = deviations[k];
      // Most kernels have the least width: one logarithm does for all of them.
      if (s != lastDeviation) {
        lastDeviation = s;
        lastFactor = -LOG_SQRT_2PI - Math.log(s);
      }
      boolean isWhole = m > WHOLE * s && 1 - m > WHOLE * s;
      places[k] = m;
      inverses[k] = 1 / s;
      logFactors[k] = isWhole ? lastFactor : lastFactor - Math.log(mass(k));
    }
  }

  @Override
  void addLogDensity(double x, double[] terms) {
    double[] m = places;
    double[] inverse = inverses;
    double[] factor = logFactors;
    int kernels = count;
    for (int k = 0; k < kernels; k++) {
      double z = (x - m[k]) * inverse[k];
      terms[k] += factor[k] - 0.5 * z * z;
    }
  }
}
