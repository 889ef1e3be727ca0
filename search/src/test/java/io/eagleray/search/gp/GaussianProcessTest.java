package io.eagleray.search.gp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.eagleray.search.gp.GaussianProcess.Prediction;
import org.junit.jupiter.api.Test;

class GaussianProcessTest {

  @Test
  void itPredictsWhatScikitLearnPredicts() {
    Reference reference = Reference.read();
    GaussianProcess process =
        GaussianProcess.of(
            Reference.NUMBERS,
            reference.points(),
            reference.values(),
            new Hyperparameters(Reference.RELEVANCES, Reference.SCALE, Reference.NOISE));
    double[] scratch = new double[process.size()];
    for (double[] query : reference.queries()) {
      Prediction prediction = process.predict(new double[] {query[0], query[1], query[2]}, scratch);
      assertThat(prediction.mean()).isCloseTo(query[3], within(1e-9));
      assertThat(prediction.deviation()).isCloseTo(query[4], within(1e-9));
    }
  }

  /** Conditioning a normal distribution of two variables by hand. */
  @Test
  void onePointIsTheClosedForm() {
    Hyperparameters hyper = new Hyperparameters(new double[] {4}, 2, 0.5);
    GaussianProcess process =
        GaussianProcess.of(
            new Coordinates(new double[1]), new double[][] {{0.25}}, new double[] {1.2}, hyper);
    double covariance = Hyperparameters.LEVEL + 2 * Matern.correlation(4 * 0.5 * 0.5);
    double total = Hyperparameters.LEVEL + 2 + 0.5;
    Prediction prediction = process.predict(new double[] {0.75}, new double[1]);
    assertThat(prediction.mean()).isCloseTo(covariance / total * 1.2, within(1e-12));
    assertThat(prediction.deviation())
        .isCloseTo(
            Math.sqrt(Hyperparameters.LEVEL + 2 - covariance * covariance / total), within(1e-12));
  }

  @Test
  void categoriesAreAsFarApartAsTheirCoordinateSays() {
    Coordinates kinds = new Coordinates(new double[] {3, 0});
    assertThat(kinds.squared(new double[] {1, 0.5}, new double[] {2, 0.5})).isEqualTo(3);
    assertThat(kinds.squared(new double[] {1, 0.5}, new double[] {9, 0})).isEqualTo(3.25);
    assertThat(kinds.squared(new double[] {1, 0.5}, new double[] {1, 0.5})).isZero();
  }

  @Test
  void pointsThatCoincideAreNoProblem() {
    double[][] points = {{0.5}, {0.5}, {0.5}, {0.1}};
    GaussianProcess process =
        GaussianProcess.of(
            new Coordinates(new double[1]),
            points,
            new double[] {1, 1, 1, -1},
            new Hyperparameters(new double[] {1}, 1, 1e-300));
    assertThat(process.predict(new double[] {0.5}, new double[4]).mean())
        .isCloseTo(1, within(1e-3));
  }

  @Test
  void hyperparametersArePositive() {
    assertThatThrownBy(() -> new Hyperparameters(new double[1], 0, 1))
        .hasMessageContaining("above 0, got 0.0 and 1.0");
  }
}
