package io.eagleray.search.bayesian;

import io.eagleray.search.space.Gaussian;

/** The expected improvement on the best value, as a logarithm (Ament et al. 2023). */
final class ExpectedImprovement {
  /** Below, the difference of two nearly equal numbers is replaced by a series. */
  private static final double ASYMPTOTIC = -20;

  private static final double LOG_ROOT_2PI = 0.5 * Math.log(2 * Math.PI);

  private ExpectedImprovement() {}

  /** ln E[max(best - Y, 0)] for a normal Y. */
  static double log(double mean, double deviation, double best) {
    return Math.log(deviation) + logUnit((best - mean) / deviation);
  }

  /** ln(φ(z) + z Φ(z)), accurate for any z. */
  static double logUnit(double z) {
    if (z > ASYMPTOTIC) {
      return Math.log(Gaussian.pdf(z) + z * Gaussian.cdf(z));
    }
    double s = 1 / (z * z);
    return -z * z / 2 - LOG_ROOT_2PI + Math.log(s * (1 - s * (3 - s * (15 - 105 * s))));
  }
}
