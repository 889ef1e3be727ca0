package io.eagleray.search.gp;

/**
 * A Gaussian process with mean 0, or a {@link Basin}, and a Matérn 5/2 kernel, conditioned on data
 * (Rasmussen and Williams 2006, algorithm 2.1). Values should have mean 0 and variance 1, see
 * {@link HalfRank}.
 *
 * <p>Immutable and thread-safe. Conditioning takes O(n³) steps, a prediction O(n²).
 */
public final class GaussianProcess {
  private final Coordinates kinds;
  private final double[][] points;
  private final double[][] bent;
  private final Hyperparameters hyper;
  private final Basin basin;
  private final Cholesky cholesky;
  private final double[] alpha;

  /** A prediction: mean and standard deviation of the function itself, without noise. */
  public record Prediction(double mean, double deviation) {}

  private GaussianProcess(
      Coordinates kinds,
      double[][] points,
      double[][] bent,
      double[] values,
      Hyperparameters hyper,
      Basin basin,
      Cholesky cholesky) {
    this.kinds = kinds;
    this.points = points;
    this.bent = bent;
    this.hyper = hyper;
    this.basin = basin;
    this.cholesky = cholesky;
    this.alpha = basin.without(points, values);
    cholesky.solve(alpha);
  }

  /**
   * The process given the values at some points.
   *
   * @param points not copied; at least one
   */
  public static GaussianProcess of(
      Coordinates kinds, double[][] points, double[] values, Hyperparameters hyper) {
    return of(kinds, points, values, hyper, Basin.NONE);
  }

  /** The same with a mean of its own; {@code hyper} is to fit what that leaves unexplained. */
  public static GaussianProcess of(
      Coordinates kinds, double[][] points, double[] values, Hyperparameters hyper, Basin basin) {
    int n = points.length;
    double[] matrix = new double[n * n];
    double[][] bent = new double[n][];
    for (int i = 0; i < n; i++) {
      bent[i] = hyper.warp().of(points[i]);
    }
    // Points that coincide up to rounding make the matrix singular; a little more noise mends it.
    double jitter = 0;
    do {
      fill(matrix, kinds, bent, hyper, jitter);
      jitter = jitter == 0 ? 1e-8 * hyper.scale() : 10 * jitter;
    } while (!Cholesky.factor(matrix, n));
    return new GaussianProcess(kinds, points, bent, values, hyper, basin, Cholesky.of(matrix, n));
  }

  private static void fill(
      double[] matrix, Coordinates kinds, double[][] points, Hyperparameters hyper, double jitter) {
    int n = points.length;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        matrix[i * n + j] = covariance(kinds, hyper, points[i], points[j]);
      }
      matrix[i * n + i] = Hyperparameters.LEVEL + hyper.scale() + hyper.noise() + jitter;
    }
  }

  private static double covariance(
      Coordinates kinds, Hyperparameters hyper, double[] a, double[] b) {
    return Hyperparameters.LEVEL + hyper.scale() * Matern.correlation(kinds.squared(hyper, a, b));
  }

  private double covariance(double[] a, double[] b) {
    return covariance(kinds, hyper, a, b);
  }

  /** The number of points it knows. */
  public int size() {
    return points.length;
  }

  /** One of the points it knows; not to be changed. */
  public double[] point(int index) {
    return points[index];
  }

  /** What it was made with. */
  public Hyperparameters hyperparameters() {
    return hyper;
  }

  /** The mean of {@link #predict} alone: O(n) steps. */
  public double mean(double[] point) {
    double mean = basin.at(point);
    double[] place = hyper.warp().of(point);
    for (int i = 0; i < points.length; i++) {
      mean += covariance(bent[i], place) * alpha[i];
    }
    return mean;
  }

  /** The least of the means at the points it knows. */
  public double leastMean() {
    double least = Double.POSITIVE_INFINITY;
    for (double[] point : points) {
      least = Math.min(least, mean(point));
    }
    return least;
  }

  /**
   * What is known of the function at a point.
   *
   * @param scratch at least {@link #size()} numbers, overwritten: callers that predict often reuse
   *     it
   */
  public Prediction predict(double[] point, double[] scratch) {
    int n = points.length;
    double mean = basin.at(point);
    double[] place = hyper.warp().of(point);
    for (int i = 0; i < n; i++) {
      double k = covariance(bent[i], place);
      scratch[i] = k;
      mean += k * alpha[i];
    }
    double variance = Hyperparameters.LEVEL + hyper.scale() - cholesky.squaredLower(scratch);
    return new Prediction(mean, Math.sqrt(Math.max(variance, 1e-12 * hyper.scale())));
  }
}
