package io.eagleray.search.gp;

/**
 * A covariance that forgets: squared exponential in all coordinates but the first, which is time,
 * and falling with the distance in time (Bogunovic, Scarlett and Cevher 2016; here as Ray Tune's
 * PB2 writes it).
 *
 * @param variance of the function; above 0
 * @param length the squared distance at which the correlation has fallen to 1/e; above 0
 * @param forgetting how much of the variance is new after two units of time, in (0, 1)
 * @param noise the variance of the noise; above 0
 */
public record ForgettingKernel(double variance, double length, double forgetting, double noise) {

  /** From logarithms, in the order of the components. */
  static ForgettingKernel fromLogs(double[] logs) {
    return new ForgettingKernel(
        Math.exp(logs[0]), Math.exp(logs[1]), Math.exp(logs[2]), Math.exp(logs[3]));
  }

  /** The squared distance of two points without their times. */
  static double squared(double[] a, double[] b) {
    double sum = 0;
    for (int d = 1; d < a.length; d++) {
      sum += (a[d] - b[d]) * (a[d] - b[d]);
    }
    return sum;
  }

  /** The covariance of the function at two points. */
  double covariance(double[] a, double[] b) {
    return covariance(squared(a, b), Math.abs(a[0] - b[0]));
  }

  /** The covariance at a squared distance and a distance in time. */
  double covariance(double squared, double time) {
    return variance * Math.exp(-squared / length) * Math.pow(1 - forgetting, time / 2);
  }
}
