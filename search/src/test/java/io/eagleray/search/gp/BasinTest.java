package io.eagleray.search.gp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BasinTest {
  private static final Coordinates TWO_NUMBERS_AND_A_CHOICE =
      new Coordinates(new double[] {0, 0, 1});
  private static final Hyperparameters SMOOTH =
      new Hyperparameters(new double[] {1, 1, 1}, 1, 1e-6);

  private final Basin basin = new Basin(0.4, 0, 1);

  @Test
  void itIsLowestInTheMiddleAndTheSameAtBothEnds() {
    assertThat(basin.at(new double[] {0.5, 0.5, 0}))
        .isLessThan(basin.at(new double[] {0.4, 0.5, 0}))
        .isLessThan(basin.at(new double[] {0.5, 0.6, 0}));
    assertThat(basin.at(new double[] {0, 0.3, 0})).isEqualTo(basin.at(new double[] {1, 0.7, 0}));
    assertThat(new Basin(0.4, 0).at(new double[] {1})).isCloseTo(0.4 * 2, within(1e-12));
  }

  @Test
  void itIsNothingOnAverageAndAlongOtherCoordinates() {
    SplittableRandom random = new SplittableRandom(1);
    double sum = 0;
    for (int i = 0; i < 100_000; i++) {
      sum += basin.at(new double[] {random.nextDouble(), random.nextDouble(), 0});
    }

    assertThat(sum / 100_000).isCloseTo(0, within(0.01));
    assertThat(basin.at(new double[] {0.2, 0.3, 0}))
        .isEqualTo(basin.at(new double[] {0.2, 0.3, 7}));
    assertThat(Basin.NONE.at(new double[] {0, 0, 0})).isZero();
    assertThat(new Basin(0.4).at(new double[] {0, 0, 0})).isZero();
  }

  @Test
  void aProcessGoesThroughItsDataAndIsLowerInTheMiddleBesideThem() {
    double[][] points = {{0.1, 0.5, 0}, {0.9, 0.5, 0}};
    double[] values = {0.3, 0.3};

    GaussianProcess flat = GaussianProcess.of(TWO_NUMBERS_AND_A_CHOICE, points, values, SMOOTH);
    GaussianProcess hollow =
        GaussianProcess.of(TWO_NUMBERS_AND_A_CHOICE, points, values, SMOOTH, basin);

    double[] middle = {0.5, 0.5, 0};
    assertThat(hollow.mean(points[0])).isCloseTo(0.3, within(1e-4));
    assertThat(hollow.mean(points[1])).isCloseTo(0.3, within(1e-4));
    assertThat(hollow.mean(middle)).isLessThan(flat.mean(middle));
    assertThat(hollow.predict(middle, new double[2]).mean())
        .isCloseTo(hollow.mean(middle), within(1e-12));
  }

  @Test
  void aDepthBelowZeroIsRefused() {
    assertThatThrownBy(() -> new Basin(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("depth must be at least 0, got -1.0");
  }
}
