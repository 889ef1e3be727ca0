package io.eagleray.search.cma;

import java.util.random.RandomGenerator;

/**
 * The normal distribution that a strategy draws from: a mean, a step size, a covariance matrix, and
 * a factor for each coordinate that keeps discrete ones moving.
 */
final class Shape {
  /** The covariance may be so ill-conditioned before the run counts as stuck. */
  private static final double WORST_CONDITION = 1e14;

  private final int n;
  final double[] mean;
  double step;
  final double[][] covariance;

  /** See Hamano et al. 2022: widens single coordinates without telling the covariance. */
  final double[] stretch;

  private double[][] axes;
  private final double[] lengths;
  private boolean isStuck;

  Shape(double[] mean, double step) {
    this.n = mean.length;
    this.mean = mean;
    this.step = step;
    this.covariance = new double[n][n];
    this.stretch = new double[n];
    this.axes = new double[n][n];
    this.lengths = new double[n];
    for (int i = 0; i < n; i++) {
      covariance[i][i] = 1;
      stretch[i] = 1;
      axes[i][i] = 1;
      lengths[i] = 1;
    }
  }

  /** Brings axes and lengths up to date with the covariance. */
  void decompose() {
    SymmetricEigen eigen = SymmetricEigen.of(covariance);
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    for (int k = 0; k < n; k++) {
      double value = eigen.values()[k];
      least = Math.min(least, value);
      most = Math.max(most, value);
      lengths[k] = Math.sqrt(Math.max(value, most * 1e-20));
    }
    isStuck = !(least > 0) || most > WORST_CONDITION * least;
    axes = eigen.vectors();
  }

  /** Whether the covariance has become too long and thin to go on with. */
  boolean isStuck() {
    return isStuck;
  }

  /** A draw; coordinates may lie outside the unit interval. */
  double[] draw(RandomGenerator random) {
    double[] z = new double[n];
    for (int k = 0; k < n; k++) {
      z[k] = lengths[k] * random.nextGaussian();
    }
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      double y = 0;
      for (int k = 0; k < n; k++) {
        y += axes[i][k] * z[k];
      }
      x[i] = mean[i] + step * stretch[i] * y;
    }
    return x;
  }

  /** Where a point lies as seen from the mean, in steps: what the covariance learns from. */
  double[] direction(double[] x) {
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      y[i] = (x[i] - mean[i]) / (step * stretch[i]);
    }
    return y;
  }

  /** A direction with the covariance taken out: where it is likely, its length is about √n. */
  double[] whitened(double[] y) {
    double[] inAxes = new double[n];
    for (int k = 0; k < n; k++) {
      double sum = 0;
      for (int i = 0; i < n; i++) {
        sum += axes[i][k] * y[i];
      }
      inAxes[k] = sum / lengths[k];
    }
    double[] z = new double[n];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < n; k++) {
        z[i] += axes[i][k] * inAxes[k];
      }
    }
    return z;
  }

  /** The standard deviation of a coordinate. */
  double deviation(int i) {
    return step * stretch[i] * Math.sqrt(covariance[i][i]);
  }

  /** The greatest standard deviation of any coordinate. */
  double widest() {
    double most = 0;
    for (int i = 0; i < n; i++) {
      most = Math.max(most, deviation(i));
    }
    return most;
  }
}
