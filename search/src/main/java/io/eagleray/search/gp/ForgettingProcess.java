package io.eagleray.search.gp;

/**
 * A Gaussian process with mean 0 over points whose first coordinate is time: what was long ago says
 * little of now. Conditioned on data as in Rasmussen and Williams 2006, algorithm 2.1.
 *
 * <p>Immutable. Conditioning takes O(n³) steps, a prediction O(n²).
 */
public final class ForgettingProcess {
  private static final int EVALUATIONS = 40;
  private static final double TOLERANCE = 1e-3;

  private final double[][] points;
  private final ForgettingKernel kernel;
  private final Cholesky cholesky;
  private final double[] alpha;

  private ForgettingProcess(
      double[][] points, double[] values, ForgettingKernel kernel, Cholesky cholesky) {
    this.points = points;
    this.kernel = kernel;
    this.cholesky = cholesky;
    this.alpha = values.clone();
    cholesky.solve(alpha);
  }

  /**
   * The kernel that explains values best, by the maximum of its posterior density.
   *
   * @param points at least one; all coordinates should lie in about [0, 1]
   * @param values one for each point, with mean 0 and variance 1
   */
  public static ForgettingKernel fit(double[][] points, double[] values) {
    double[] logs = ForgettingEvidence.start();
    Minimizer.minimize(new ForgettingEvidence(points, values), logs, EVALUATIONS, TOLERANCE);
    return ForgettingKernel.fromLogs(logs);
  }

  /**
   * The process given the values at some points.
   *
   * @param points not copied; at least one
   */
  public static ForgettingProcess of(double[][] points, double[] values, ForgettingKernel kernel) {
    ForgettingKernel tried = kernel;
    double[] matrix = matrix(points, tried);
    // Points that coincide up to rounding make the matrix singular; more noise mends it.
    while (!Cholesky.factor(matrix, points.length)) {
      tried =
          new ForgettingKernel(
              kernel.variance(),
              kernel.length(),
              kernel.forgetting(),
              10 * tried.noise() + 1e-8 * kernel.variance());
      matrix = matrix(points, tried);
    }
    return new ForgettingProcess(points, values, tried, Cholesky.of(matrix, points.length));
  }

  static double[] matrix(double[][] points, ForgettingKernel kernel) {
    int n = points.length;
    double[] matrix = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        matrix[i * n + j] = kernel.covariance(points[i], points[j]);
      }
      matrix[i * n + i] = kernel.variance() + kernel.noise();
    }
    return matrix;
  }

  /** The mean of the function at a point. */
  public double mean(double[] point) {
    double mean = 0;
    for (int i = 0; i < points.length; i++) {
      mean += kernel.covariance(points[i], point) * alpha[i];
    }
    return mean;
  }

  /** The standard deviation of the function at a point, without noise. */
  public double deviation(double[] point) {
    double[] covariances = new double[points.length];
    for (int i = 0; i < covariances.length; i++) {
      covariances[i] = kernel.covariance(points[i], point);
    }
    double variance = kernel.variance() - cholesky.squaredLower(covariances);
    return Math.sqrt(Math.max(variance, 1e-12 * kernel.variance()));
  }
}
