package io.eagleray.search.gp;

import java.util.Arrays;

/**
 * Minus the logarithm of the posterior density of a {@link ForgettingKernel}, with its gradient
 * (Rasmussen and Williams 2006, equations 2.30 and 5.9).
 */
final class ForgettingEvidence implements Minimizer.Function {
  /** Where the prior has its peak: variance, length, forgetting and noise. */
  static final ForgettingKernel LIKELY = new ForgettingKernel(1, 1, 0.1, 0.05);

  /** The standard deviations of the prior, of the logarithms. */
  private static final double[] DEVIATIONS = {1, 1.5, 0.7, 1.5};

  private static final double LARGEST_LOG = 20;

  private final double[][] points;
  private final double[] values;

  ForgettingEvidence(double[][] points, double[] values) {
    this.points = points;
    this.values = values;
  }

  /** The peak of the prior. */
  static double[] start() {
    return new double[] {
      Math.log(LIKELY.variance()),
      Math.log(LIKELY.length()),
      Math.log(LIKELY.forgetting()),
      Math.log(LIKELY.noise())
    };
  }

  @Override
  public double at(double[] logs, double[] gradient) {
    double energy = likelihood(logs, gradient);
    double[] middle = start();
    for (int h = 0; h < logs.length; h++) {
      double away = (logs[h] - middle[h]) / DEVIATIONS[h];
      energy += away * away / 2;
      gradient[h] += away / DEVIATIONS[h];
    }
    return energy;
  }

  /** The same without the prior, and without the constant term. */
  double likelihood(double[] logs, double[] gradient) {
    Arrays.fill(gradient, 0);
    for (double log : logs) {
      if (!(Math.abs(log) < LARGEST_LOG)) {
        return Double.POSITIVE_INFINITY;
      }
    }
    ForgettingKernel kernel = ForgettingKernel.fromLogs(logs);
    int n = points.length;
    double[] matrix = ForgettingProcess.matrix(points, kernel);
    if (!(kernel.forgetting() < 1) || !Cholesky.factor(matrix, n)) {
      return Double.POSITIVE_INFINITY;
    }
    Cholesky cholesky = Cholesky.of(matrix, n);
    double[] alpha = values.clone();
    cholesky.solve(alpha);
    double fit = 0;
    for (int i = 0; i < n; i++) {
      fit += alpha[i] * values[i];
    }
    addGradient(kernel, cholesky.inverse(), alpha, gradient);
    return (fit + cholesky.logDeterminant()) / 2;
  }

  private void addGradient(
      ForgettingKernel kernel, double[] inverse, double[] alpha, double[] gradient) {
    int n = points.length;
    // Each pair counts twice, and half of the trace is meant.
    double perTime = kernel.forgetting() / (1 - kernel.forgetting()) / 2;
    double trace = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        double squared = ForgettingKernel.squared(points[i], points[j]);
        double time = Math.abs(points[i][0] - points[j][0]);
        double slope =
            (inverse[i * n + j] - alpha[i] * alpha[j]) * kernel.covariance(squared, time);
        gradient[0] += slope;
        gradient[1] += slope * squared / kernel.length();
        gradient[2] -= slope * time * perTime;
      }
      trace += inverse[i * n + i] - alpha[i] * alpha[i];
    }
    gradient[0] += trace * kernel.variance() / 2;
    gradient[3] += trace * kernel.noise() / 2;
  }
}
