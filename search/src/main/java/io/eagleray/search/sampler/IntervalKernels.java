package io.eagleray.search.sampler;

/** Kernels over dense numbers. */
final class IntervalKernels extends NumberKernels {
  private static final double SQRT_2PI = Math.sqrt(2 * Math.PI);

  // Indifferent kernels have an inverse and a factor of 0: they add nothing, without a branch.
  private final double[] places;
  private final double[] inverses;
  private final double[] logFactors;

  IntervalKernels(Axis axis, double[] middles) {
    super(axis, middles);
    this.places = new double[middles.length];
    this.inverses = new double[middles.length];
    this.logFactors = new double[middles.length];
    for (int k = 0; k < middles.length; k++) {
      if (!Double.isNaN(middles[k])) {
        places[k] = middles[k];
        inverses[k] = 1 / deviations[k];
        logFactors[k] = -Math.log(mass(k) * deviations[k] * SQRT_2PI);
      }
    }
  }

  @Override
  void addLogDensity(double x, double[] terms) {
    double[] m = places;
    double[] inverse = inverses;
    double[] factor = logFactors;
    for (int k = 0; k < terms.length; k++) {
      double z = (x - m[k]) * inverse[k];
      terms[k] += factor[k] - 0.5 * z * z;
    }
  }
}
