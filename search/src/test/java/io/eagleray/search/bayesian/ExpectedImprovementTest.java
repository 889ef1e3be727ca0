package io.eagleray.search.bayesian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ExpectedImprovementTest {

  @Test
  void itIsWhatDrawsGiveOnAverage() {
    long seed = 99;
    SplittableRandom random = new SplittableRandom(seed);
    for (double[] example : new double[][] {{0, 1, 0.5}, {1, 2, -1}, {-0.5, 0.3, 0.1}}) {
      double sum = 0;
      for (int i = 0; i < 400_000; i++) {
        sum += Math.max(0, example[2] - example[0] - example[1] * random.nextGaussian());
      }
      assertThat(Math.exp(ExpectedImprovement.log(example[0], example[1], example[2])))
          .as("seed %d", seed)
          .isCloseTo(sum / 400_000, within(0.01));
    }
  }

  /** Reference values: ln(φ(z) + z Φ(z)) with 60 digits in mpmath. */
  @Test
  void itIsAccurateFarOut() {
    assertThat(ExpectedImprovement.logUnit(0)).isCloseTo(-0.918938533204673, within(1e-12));
    assertThat(ExpectedImprovement.logUnit(-3)).isCloseTo(-7.86968605960302852, within(1e-12));
    assertThat(ExpectedImprovement.logUnit(-8)).isCloseTo(-37.122364261692633, within(1e-9));
    assertThat(ExpectedImprovement.logUnit(-40)).isCloseTo(-808.29856835661996, within(1e-6));
  }

  @Test
  void itRisesWithoutAJumpWhereTheFormulasMeet() {
    double below = ExpectedImprovement.logUnit(-20 - 1e-9);
    double above = ExpectedImprovement.logUnit(-20 + 1e-9);
    assertThat(above - below).isBetween(0.0, 1e-6);
  }
}
