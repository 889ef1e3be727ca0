package io.eagleray.search.gp;

import java.util.Arrays;

/**
 * Minus the logarithm of the posterior density of the hyperparameters, with its gradient (Rasmussen
 * and Williams 2006, equations 2.30 and 5.9).
 */
final class Evidence implements Minimizer.Function {
  /** Logarithms beyond this are never sensible and only lead to overflow. */
  private static final double LARGEST_LOG = 20;

  private final int n;
  private final int coordinates;
  private final Coordinates kinds;
  private final double[][] distances;
  private final double[] values;
  private final Prior prior;
  private final double leastNoise;
  private final double[] squared;
  private final double[] slopes;
  private final double[] correlations;

  Evidence(Coordinates kinds, double[][] points, double[] values, Prior prior, double leastNoise) {
    this.n = points.length;
    this.kinds = kinds;
    this.coordinates = kinds.count();
    this.values = values;
    this.prior = prior;
    this.leastNoise = leastNoise;
    int pairs = n * (n - 1) / 2;
    this.distances = new double[coordinates][pairs];
    for (int d = 0; d < coordinates; d++) {
      double[] places = new double[n];
      for (int i = 0; i < n; i++) {
        places[i] = points[i][d];
      }
      place(d, places);
    }
    this.squared = new double[pairs];
    this.slopes = new double[pairs];
    this.correlations = new double[pairs];
  }

  /** Moves the points along one coordinate. */
  void place(int d, double[] places) {
    int pair = 0;
    for (int i = 1; i < n; i++) {
      for (int j = 0; j < i; j++) {
        distances[d][pair++] = kinds.squared(d, places[i], places[j]);
      }
    }
  }

  /** The gradient at the last logarithms by the places of the points along a numeric coordinate. */
  double[] byPlace(int d, double[] places, double relevance) {
    double[] gradient = new double[n];
    int pair = 0;
    for (int i = 1; i < n; i++) {
      for (int j = 0; j < i; j++) {
        double pull = 2 * slopes[pair++] * relevance * (places[i] - places[j]);
        gradient[i] += pull;
        gradient[j] -= pull;
      }
    }
    return gradient;
  }

  @Override
  public double at(double[] logs, double[] gradient) {
    Arrays.fill(gradient, 0);
    for (double log : logs) {
      if (!(Math.abs(log) < LARGEST_LOG)) {
        return Double.POSITIVE_INFINITY;
      }
    }
    double scale = Math.exp(logs[coordinates]);
    double noise = Math.exp(logs[coordinates + 1]);
    correlate(logs);
    double[] matrix = new double[n * n];
    int pair = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        matrix[i * n + j] = Hyperparameters.LEVEL + scale * correlations[pair++];
      }
      matrix[i * n + i] = Hyperparameters.LEVEL + scale + noise + leastNoise;
    }
    if (!Cholesky.factor(matrix, n)) {
      return Double.POSITIVE_INFINITY;
    }
    Cholesky cholesky = Cholesky.of(matrix, n);
    double[] alpha = values.clone();
    cholesky.solve(alpha);
    double fit = 0;
    for (int i = 0; i < n; i++) {
      fit += alpha[i] * values[i];
    }
    addGradient(cholesky.inverse(), alpha, scale, noise, logs, gradient);
    return (fit + cholesky.logDeterminant()) / 2 + prior.energy(logs, gradient);
  }

  private void correlate(double[] logs) {
    Arrays.fill(squared, 0);
    for (int d = 0; d < coordinates; d++) {
      double relevance = Math.exp(logs[d]);
      double[] column = distances[d];
      for (int p = 0; p < squared.length; p++) {
        squared[p] += relevance * column[p];
      }
    }
    double root5 = Math.sqrt(5);
    for (int p = 0; p < squared.length; p++) {
      double r = root5 * Math.sqrt(squared[p]);
      double decay = Math.exp(-r);
      correlations[p] = (1 + r + 5.0 / 3 * squared[p]) * decay;
      slopes[p] = -5.0 / 6 * (1 + r) * decay;
    }
  }

  private void addGradient(
      double[] inverse,
      double[] alpha,
      double scale,
      double noise,
      double[] logs,
      double[] gradient) {
    double byScale = 0;
    double trace = 0;
    int pair = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        double weight = inverse[i * n + j] - alpha[i] * alpha[j];
        byScale += weight * correlations[pair];
        slopes[pair] *= weight * scale;
        pair++;
      }
      trace += inverse[i * n + i] - alpha[i] * alpha[i];
    }
    gradient[coordinates] += (2 * byScale + trace) * scale / 2;
    gradient[coordinates + 1] += trace * noise / 2;
    for (int d = 0; d < coordinates; d++) {
      double[] column = distances[d];
      double sum = 0;
      for (int p = 0; p < column.length; p++) {
        sum += slopes[p] * column[p];
      }
      gradient[d] += sum * Math.exp(logs[d]);
    }
  }
}
