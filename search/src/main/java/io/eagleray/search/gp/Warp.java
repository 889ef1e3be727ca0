package io.eagleray.search.gp;

import java.util.Arrays;

/**
 * Bends numeric coordinates, so that a function which changes fast at one end of a range and slowly
 * at the other looks alike everywhere: the distribution function of Kumaraswamy, 1 - (1 - x^a)^b,
 * which is close to the beta distribution's (Snoek, Swersky, Zemel and Adams 2014).
 */
final class Warp {
  /** Logarithms exist only inside of the cube. */
  private static final double EDGE = 1e-6;

  private final double[] a;
  private final double[] b;
  private final boolean changesNothing;

  private Warp(double[] a, double[] b) {
    this.a = a;
    this.b = b;
    this.changesNothing =
        Arrays.stream(a).allMatch(v -> v == 1) && Arrays.stream(b).allMatch(v -> v == 1);
  }

  /** Leaves all as it is. */
  static Warp none(int coordinates) {
    double[] ones = new double[coordinates];
    Arrays.fill(ones, 1);
    return new Warp(ones, ones);
  }

  /**
   * With these exponents.
   *
   * @param logs the logarithms of a for each coordinate, then those of b
   * @param from where they begin
   */
  static Warp fromLogs(double[] logs, int from, int coordinates) {
    double[] a = new double[coordinates];
    double[] b = new double[coordinates];
    for (int d = 0; d < coordinates; d++) {
      a[d] = Math.exp(logs[from + d]);
      b[d] = Math.exp(logs[from + coordinates + d]);
    }
    return new Warp(a, b);
  }

  /** The coordinates of a point, bent; the point itself where nothing is. */
  double[] of(double[] point) {
    if (changesNothing) {
      return point;
    }
    double[] bent = new double[point.length];
    for (int d = 0; d < point.length; d++) {
      bent[d] = of(d, point[d]);
    }
    return bent;
  }

  /** One coordinate, in [0, 1] where it is bent at all, bent. */
  double of(int d, double x) {
    if (a[d] == 1 && b[d] == 1) {
      return x;
    }
    return 1 - Math.pow(1 - Math.pow(inside(x), a[d]), b[d]);
  }

  /** The derivative of {@link #of(int, double)} by the logarithm of a. */
  double byLogA(int d, double x) {
    double in = inside(x);
    double power = Math.pow(in, a[d]);
    return a[d] * b[d] * Math.pow(1 - power, b[d] - 1) * power * Math.log(in);
  }

  /** The derivative of {@link #of(int, double)} by the logarithm of b. */
  double byLogB(int d, double x) {
    double rest = 1 - Math.pow(inside(x), a[d]);
    return -b[d] * Math.pow(rest, b[d]) * Math.log(rest);
  }

  private static double inside(double x) {
    return Math.min(1 - EDGE, Math.max(EDGE, x));
  }
}
