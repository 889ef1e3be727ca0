package io.eagleray.search.gp;

/** What a fit decides. */
public final class Hyperparameters {
  /**
   * The variance of the level to which the process returns far from all data. A level that is
   * inferred is not drawn down by many good values close together, as the mean of the data is; so
   * what was never looked at is not taken for nearly as good as the best.
   */
  static final double LEVEL = 1;

  private final double[] relevances;
  private final double scale;
  private final double noise;

  /**
   * Given hyperparameters.
   *
   * @param relevances for each coordinate the inverse square of its length scale; at least 0
   * @param scale the variance of the function; above 0
   * @param noise the variance of the noise; above 0
   */
  public Hyperparameters(double[] relevances, double scale, double noise) {
    if (!(scale > 0) || !(noise > 0)) {
      throw new IllegalArgumentException(
          "scale and noise must be above 0, got " + scale + " and " + noise);
    }
    this.relevances = relevances.clone();
    this.scale = scale;
    this.noise = noise;
  }

  /** From logarithms: relevances first, then scale and noise. */
  static Hyperparameters fromLogs(double[] logs, double leastNoise) {
    double[] relevances = new double[logs.length - 2];
    for (int d = 0; d < relevances.length; d++) {
      relevances[d] = Math.exp(logs[d]);
    }
    double scale = Math.exp(logs[logs.length - 2]);
    return new Hyperparameters(relevances, scale, Math.exp(logs[logs.length - 1]) + leastNoise);
  }

  /** The inverse square of a coordinate's length scale. */
  public double relevance(int coordinate) {
    return relevances[coordinate];
  }

  /** The variance of the function. */
  public double scale() {
    return scale;
  }

  /** The variance of the noise. */
  public double noise() {
    return noise;
  }
}
