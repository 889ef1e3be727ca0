package io.eagleray.search.gp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ForgettingProcessTest {
  private static final ForgettingKernel KERNEL = new ForgettingKernel(1.3, 0.4, 0.3, 0.02);

  @Test
  void predictionsAreThoseOfScikitLearnWithTheKernelOfRayTune() {
    Reference reference = Reference.read("forgetting_process.csv");
    ForgettingProcess process =
        ForgettingProcess.of(reference.points(), reference.values(), KERNEL);
    assertThat(reference.queries())
        .hasSize(8)
        .allSatisfy(query -> {
          double[] point = Arrays.copyOf(query, 3);
          assertThat(process.mean(point)).isCloseTo(query[3], within(1e-9));
          assertThat(process.deviation(point)).isCloseTo(query[4], within(1e-9));
        });
  }

  @Test
  void likelihoodAndGradientAreThoseOfScikitLearn() {
    Reference reference = Reference.read("forgetting_process.csv");
    double[] gradient = new double[4];
    double value =
        new ForgettingEvidence(reference.points(), reference.values())
            .likelihood(logs(KERNEL), gradient);
    double constant = reference.data().size() / 2.0 * Math.log(2 * Math.PI);
    assertThat(-value - constant).isCloseTo(reference.evidence()[3], within(1e-9));
    for (int i = 0; i < 3; i++) {
      assertThat(-gradient[i]).isCloseTo(reference.evidence()[4 + i], within(1e-8));
    }
  }

  @Test
  void theGradientIsThatOfDifferencesWithNoiseAndPrior() {
    SplittableRandom random = new SplittableRandom(3);
    double[][] points = points(random);
    double[] values = new double[points.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.sin(5 * points[i][1]) + points[i][0] * random.nextDouble();
    }
    ForgettingEvidence evidence = new ForgettingEvidence(points, values);
    double[] at = {0.2, -0.4, -1.5, -2};
    double[] gradient = new double[4];
    evidence.at(at, gradient);
    for (int i = 0; i < at.length; i++) {
      double[] up = at.clone();
      double[] down = at.clone();
      up[i] += 1e-5;
      down[i] -= 1e-5;
      double slope = (evidence.at(up, new double[4]) - evidence.at(down, new double[4])) / 2e-5;
      assertThat(gradient[i]).as("logarithm %d", i).isCloseTo(slope, within(1e-5));
    }
  }

  @Test
  void whatChangesWithTimeIsForgottenFasterThanWhatDoesNot() {
    SplittableRandom random = new SplittableRandom(4);
    double[][] points = points(random);
    double[] steady = new double[points.length];
    double[] turning = new double[points.length];
    for (int i = 0; i < points.length; i++) {
      steady[i] = 1.4 * Math.sin(5 * points[i][1]);
      turning[i] = 1.4 * Math.sin(5 * points[i][1] + 12 * points[i][0]);
    }
    assertThat(ForgettingProcess.fit(points, turning).forgetting())
        .isGreaterThan(2 * ForgettingProcess.fit(points, steady).forgetting());
  }

  @Test
  void pointsThatCoincideAreNoTrouble() {
    double[][] points = {{0, 0.5}, {0, 0.5}, {0, 0.5}};
    ForgettingProcess process =
        ForgettingProcess.of(
            points, new double[] {1, 1, 1}, new ForgettingKernel(1, 1, 0.1, 1e-300));
    assertThat(process.mean(new double[] {0, 0.5})).isCloseTo(1, within(1e-3));
  }

  private static double[][] points(SplittableRandom random) {
    double[][] points = new double[30][];
    for (int i = 0; i < points.length; i++) {
      points[i] = new double[] {i / 30.0, random.nextDouble(), random.nextDouble()};
    }
    return points;
  }

  private static double[] logs(ForgettingKernel kernel) {
    return new double[] {
      Math.log(kernel.variance()),
      Math.log(kernel.length()),
      Math.log(kernel.forgetting()),
      Math.log(kernel.noise())
    };
  }
}
