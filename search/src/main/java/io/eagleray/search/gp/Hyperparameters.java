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
  private final Warp warp;

  /**
   * Given hyperparameters.
   *
   * @param relevances for each coordinate the inverse square of its length scale; at least 0
   * @param scale the variance of the function; above 0
   * @param noise the variance of the noise; above 0
   */
  public Hyperparameters(double[] relevances, double scale, double noise) {
    this(relevances, scale, noise, Warp.none(relevances.length));
  }

  private Hyperparameters(double[] relevances, double scale, double noise, Warp warp) {
    if (!(scale > 0) || !(noise > 0)) {
      throw new IllegalArgumentException(
          "scale and noise must be above 0, got " + scale + " and " + noise);
    }
    this.relevances = relevances.clone();
    this.scale = scale;
    this.noise = noise;
    this.warp = warp;
  }

  /** From logarithms: relevances first, then scale and noise. */
  static Hyperparameters fromLogs(double[] logs, int coordinates, double leastNoise, Warp warp) {
    double[] relevances = new double[coordinates];
    for (int d = 0; d < coordinates; d++) {
      relevances[d] = Math.exp(logs[d]);
    }
    double scale = Math.exp(logs[coordinates]);
    double noise = Math.exp(logs[coordinates + 1]) + leastNoise;
    return new Hyperparameters(relevances, scale, noise, warp);
  }

  /** How coordinates are bent before they are compared. */
  Warp warp() {
    return warp;
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
