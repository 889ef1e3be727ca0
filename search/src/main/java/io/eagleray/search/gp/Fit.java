package io.eagleray.search.gp;

import java.util.Arrays;

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
    return hyperparameters(usual(evidence, kinds, prior), kinds, Warp.none(kinds.count()));
  }

  /** The same with inputs that are bent as explains the data best, see {@link Warp}. */
  public static Hyperparameters warped(
      Coordinates kinds, double[][] points, double[] values, Prior prior) {
    Evidence evidence = new Evidence(kinds, points, values, prior, LEAST_NOISE);
    int coordinates = kinds.count();
    double[] logs = Arrays.copyOf(usual(evidence, kinds, prior), WarpedEvidence.size(coordinates));
    WarpedEvidence bent = new WarpedEvidence(evidence, kinds, points);
    Minimizer.minimize(bent, logs, EVALUATIONS, TOLERANCE);
    return hyperparameters(logs, kinds, WarpedEvidence.warp(logs, coordinates));
  }

  private static Hyperparameters hyperparameters(double[] logs, Coordinates kinds, Warp warp) {
    return Hyperparameters.fromLogs(logs, kinds.count(), LEAST_NOISE, warp);
  }

  private static double[] usual(Evidence evidence, Coordinates kinds, Prior prior) {
    double[] smooth = prior.middle(kinds.count());
    double[] rough = prior.middle(kinds.count());
    for (int d = 0; d < kinds.count(); d++) {
      rough[d] += 2;
    }
    rough[kinds.count() + 1] += 4;
    double smoothEnergy = Minimizer.minimize(evidence, smooth, EVALUATIONS, TOLERANCE);
    double roughEnergy = Minimizer.minimize(evidence, rough, EVALUATIONS, TOLERANCE);
    return roughEnergy < smoothEnergy ? rough : smooth;
  }
}
