package io.eagleray.search.gp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WarpedEvidenceTest {
  private static final long SEED = 20_261;

  @Test
  void theGradientIsThatOfDifferences() {
    SplittableRandom random = new SplittableRandom(SEED);
    Coordinates kinds = new Coordinates(new double[] {0, 1, 0});
    double[][] points = new double[15][];
    double[] values = new double[15];
    for (int i = 0; i < points.length; i++) {
      points[i] = new double[] {random.nextDouble(), random.nextInt(3), random.nextDouble()};
      values[i] = points[i][0] + points[i][1] - points[i][2] + random.nextDouble();
    }
    WarpedEvidence evidence =
        new WarpedEvidence(
            new Evidence(kinds, points, values, Prior.smooth(), 1e-6), kinds, points);
    double[] at = {0.3, -1.2, 0.1, 0.4, -3, 0.5, 0, -0.2, -0.4, 0, 0.3};
    double[] gradient = new double[at.length];
    evidence.at(at, gradient);
    for (int i = 0; i < at.length; i++) {
      double[] up = at.clone();
      double[] down = at.clone();
      up[i] += 1e-5;
      down[i] -= 1e-5;
      double slope =
          (evidence.at(up, new double[at.length]) - evidence.at(down, new double[at.length]))
              / 2e-5;
      assertThat(gradient[i]).as("logarithm %d, seed %d", i, SEED).isCloseTo(slope, within(1e-5));
    }
  }

  @Test
  void withoutAWarpItIsTheUsualEvidence() {
    Reference reference = Reference.read();
    Evidence usual =
        new Evidence(
            Reference.NUMBERS, reference.points(), reference.values(), Prior.smooth(), 1e-6);
    double expected = usual.at(Reference.logs(), new double[5]);
    double[] logs = Arrays.copyOf(Reference.logs(), WarpedEvidence.size(3));
    assertThat(
            new WarpedEvidence(usual, Reference.NUMBERS, reference.points())
                .at(logs, new double[logs.length]))
        .isCloseTo(expected, within(1e-9));
  }

  /** A wave that is fast near 0 and slow near 1: bent, it is the same everywhere. */
  @Test
  void aFunctionThatChangesFastAtOneEndIsPredictedBetterBent() {
    Coordinates line = new Coordinates(new double[] {0});
    double[][] points = new double[24][];
    double[] values = new double[24];
    for (int i = 0; i < points.length; i++) {
      points[i] = new double[] {(i + 0.5) / points.length};
      values[i] = wave(points[i][0]);
    }
    Hyperparameters usual = Fit.of(line, points, values, Prior.smooth());
    Hyperparameters bent = Fit.warped(line, points, values, Prior.smooth());
    double byUsual = error(GaussianProcess.of(line, points, values, usual));
    double byBent = error(GaussianProcess.of(line, points, values, bent));
    assertThat(byBent).isLessThan(0.6 * byUsual);
  }

  private static double wave(double x) {
    return Math.sqrt(2) * Math.sin(8 * Math.sqrt(x));
  }

  private static double error(GaussianProcess process) {
    double sum = 0;
    for (int i = 0; i <= 200; i++) {
      double off = process.mean(new double[] {i / 200.0}) - wave(i / 200.0);
      sum += off * off;
    }
    return sum;
  }
}
