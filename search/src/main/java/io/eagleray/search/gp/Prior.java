package io.eagleray.search.gp;

import java.util.Arrays;

/**
 * What is believed of the hyperparameters before any data: independent normal distributions of
 * their logarithms.
 *
 * @param relevance of the inverse square of a length scale
 * @param scale of the function's variance
 * @param noise of the noise's variance
 */
public record Prior(Belief relevance, Belief scale, Belief noise) {

  /**
   * A normal distribution of a logarithm.
   *
   * @param mean any number
   * @param spread the standard deviation, above 0
   */
  public record Belief(double mean, double spread) {
    public Belief {
      if (!(spread > 0)) {
        throw new IllegalArgumentException("spread must be above 0, got " + spread);
      }
    }
  }

  /**
   * Smooth functions with little noise, for inputs in [0, 1] and outputs of variance 1. Long length
   * scales to begin with keep a model of few points from calling everything between them unknown
   * (Hvarfner, Hellsten and Nardi 2024).
   */
  public static Prior smooth() {
    return new Prior(new Belief(-1, 1), new Belief(0, 1), new Belief(-8, 2.5));
  }

  /** The most probable logarithms: relevances, then scale and noise. */
  double[] middle(int coordinates) {
    double[] logs = new double[coordinates + 2];
    Arrays.fill(logs, 0, coordinates, relevance.mean);
    logs[coordinates] = scale.mean;
    logs[coordinates + 1] = noise.mean;
    return logs;
  }

  /** Minus the log density of these logarithms, up to a constant; adds its gradient. */
  double energy(double[] logs, double[] gradient) {
    double energy = 0;
    int coordinates = logs.length - 2;
    for (int i = 0; i < logs.length; i++) {
      Belief belief = i < coordinates ? relevance : i == coordinates ? scale : noise;
      double z = (logs[i] - belief.mean) / belief.spread;
      energy += z * z / 2;
      gradient[i] += z / belief.spread;
    }
    return energy;
  }
}
