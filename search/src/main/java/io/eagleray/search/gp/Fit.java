package io.eagleray.search.gp;

/**
 * Finds the hyperparameters that explain data best: the maximum of their posterior density, by
 * descent from two fixed starts, so that equal data give equal results.
 */
public final class Fit {
  /** Noise below this makes matrices singular before it makes predictions better. */
  private static final double LEAST_NOISE = 1e-6;

  private static final double TOLERANCE = 1e-3;
  private static final int EVALUATIONS = 40;

  private Fit() {}

  /**
   * The most probable hyperparameters.
   *
   * @param values one for each point, with mean 0 and variance 1
   */
  public static Hyperparameters of(
      Coordinates kinds, double[][] points, double[] values, Prior prior) {
    Evidence evidence = new Evidence(kinds, points, values, prior, LEAST_NOISE);
    double[] smooth = prior.middle(kinds.count());
    double[] rough = prior.middle(kinds.count());
    for (int d = 0; d < kinds.count(); d++) {
      rough[d] += 2;
    }
    rough[kinds.count() + 1] += 4;
    double smoothEnergy = Minimizer.minimize(evidence, smooth, EVALUATIONS, TOLERANCE);
    double roughEnergy = Minimizer.minimize(evidence, rough, EVALUATIONS, TOLERANCE);
    return Hyperparameters.fromLogs(roughEnergy < smoothEnergy ? rough : smooth, LEAST_NOISE);
  }
}
