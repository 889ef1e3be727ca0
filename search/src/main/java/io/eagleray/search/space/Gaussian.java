package io.eagleray.search.space;

/** The standard normal distribution. */
public final class Gaussian {
  private static final double SQRT_2PI = Math.sqrt(2 * Math.PI);

  // P. J. Acklam's rational approximation of the quantile (2003), relative error 1.15e-9.
  private static final double[] A = {
    -3.969683028665376e+01, 2.209460984245205e+02, -2.759285104469687e+02,
    1.383577518672690e+02, -3.066479806614716e+01, 2.506628277459239e+00
  };
  private static final double[] B = {
    -5.447609879822406e+01,
    1.615858368580409e+02,
    -1.556989798598866e+02,
    6.680131188771972e+01,
    -1.328068155288572e+01,
    1
  };
  private static final double[] C = {
    -7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e+00,
    -2.549732539343734e+00, 4.374664141464968e+00, 2.938163982698783e+00
  };
  private static final double[] D = {
    7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00, 3.754408661907416e+00, 1
  };
  private static final double TAIL = 0.02425;

  private static final int CELLS_PER_UNIT = 128;
  private static final double TABLE_END = 8;
  private static final double[] TABLE = table();

  private Gaussian() {}

  /** The density at {@code x}. */
  public static double pdf(double x) {
    return Math.exp(-0.5 * x * x) / SQRT_2PI;
  }

  /** The probability of a value up to {@code x}, to about 1e-15. */
  public static double cdf(double x) {
    if (x > 5) {
      return 1 - upperTail(x);
    }
    if (x < -5) {
      return upperTail(-x);
    }
    // G. Marsaglia, "Evaluating the normal distribution", J. Stat. Software 11 (2004).
    double term = x;
    double sum = x;
    for (int i = 3; Math.abs(term) > 1e-17; i += 2) {
      term *= x * x / i;
      sum += term;
    }
    return 0.5 + sum * pdf(x);
  }

  /** {@link #cdf} to about 1e-10 by table, for inner loops. */
  public static double quickCdf(double x) {
    double at = (x + TABLE_END) * CELLS_PER_UNIT;
    if (!(at > 0)) {
      return 0;
    }
    int cell = (int) at;
    if (cell >= TABLE.length / 2 - 1) {
      return 1;
    }
    // Cubic Hermite interpolation between value and slope at both ends of the cell.
    double t = at - cell;
    double s = 1 - t;
    int i = 2 * cell;
    return s * s * ((1 + 2 * t) * TABLE[i] + t * TABLE[i + 1])
        + t * t * ((1 + 2 * s) * TABLE[i + 2] - s * TABLE[i + 3]);
  }

  /**
   * The value below which a draw lies with probability {@code p}.
   *
   * @param p in (0, 1); 0 and 1 give the infinities
   */
  public static double quantile(double p) {
    if (!(p > 0 && p < 1)) {
      return p <= 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    double x = roughQuantile(p);
    // One step of Halley's method brings it to full precision.
    double error = (cdf(x) - p) / pdf(x);
    return x - error / (1 + x * error / 2);
  }

  /** {@link #quantile} to a relative error of about 1e-9, for inner loops. */
  public static double quickQuantile(double p) {
    return p > 0 && p < 1 ? roughQuantile(p) : quantile(p);
  }

  private static double roughQuantile(double p) {
    if (p > 1 - TAIL) {
      return -roughQuantile(1 - p);
    }
    if (p < TAIL) {
      double q = Math.sqrt(-2 * Math.log(p));
      return polynomial(C, q) / polynomial(D, q);
    }
    double q = p - 0.5;
    double r = q * q;
    return polynomial(A, r) * q / polynomial(B, r);
  }

  private static double polynomial(double[] coefficients, double x) {
    double sum = 0;
    for (double coefficient : coefficients) {
      sum = sum * x + coefficient;
    }
    return sum;
  }

  private static double upperTail(double x) {
    double fraction = x;
    for (int i = 60; i >= 1; i--) {
      fraction = x + i / fraction;
    }
    return pdf(x) / fraction;
  }

  private static double[] table() {
    int cells = (int) (2 * TABLE_END * CELLS_PER_UNIT);
    double[] table = new double[2 * (cells + 1)];
    for (int i = 0; i <= cells; i++) {
      double x = (double) i / CELLS_PER_UNIT - TABLE_END;
      table[2 * i] = cdf(x);
      table[2 * i + 1] = pdf(x) / CELLS_PER_UNIT;
    }
    return table;
  }
}
