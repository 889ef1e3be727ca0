package io.eagleray.search.forecast;

import java.util.Arrays;

/**
 * The power transformation of Yeo and Johnson (2000), with the exponent under which the values look
 * most like a normal distribution: a few terrible losses no longer flatten all others.
 */
final class PowerTransform {
  private static final double LEAST = -6;
  private static final double MOST = 2;
  private static final double STEP = 0.25;

  private PowerTransform() {}

  /** Transformed values with mean 0 and variance 1; all 0 where all are equal. */
  static double[] of(double[] values) {
    double[] z = standardized(values);
    double[] result = z;
    double best = Double.NEGATIVE_INFINITY;
    for (double exponent = LEAST; exponent <= MOST; exponent += STEP) {
      double[] transformed = new double[z.length];
      double jacobian = 0;
      for (int i = 0; i < z.length; i++) {
        transformed[i] = transform(z[i], exponent);
        jacobian += Math.signum(z[i]) * Math.log1p(Math.abs(z[i]));
      }
      double likelihood =
          (exponent - 1) * jacobian - z.length / 2.0 * Math.log(variance(transformed) + 1e-12);
      if (likelihood > best) {
        best = likelihood;
        result = transformed;
      }
    }
    return standardized(result);
  }

  private static double transform(double z, double exponent) {
    if (z >= 0) {
      return Math.abs(exponent) < 1e-9 ? Math.log1p(z) : (Math.pow(z + 1, exponent) - 1) / exponent;
    }
    double mirrored = 2 - exponent;
    return Math.abs(mirrored) < 1e-9
        ? -Math.log1p(-z)
        : -(Math.pow(1 - z, mirrored) - 1) / mirrored;
  }

  private static double[] standardized(double[] values) {
    double mean = Arrays.stream(values).average().orElse(0);
    double spread = Math.sqrt(variance(values));
    double scale = spread > 0 && Double.isFinite(spread) ? 1 / spread : 0;
    return Arrays.stream(values).map(v -> (v - mean) * scale).toArray();
  }

  private static double variance(double[] values) {
    double mean = Arrays.stream(values).average().orElse(0);
    return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElse(0);
  }
}
