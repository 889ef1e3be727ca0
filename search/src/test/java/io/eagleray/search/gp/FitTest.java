package io.eagleray.search.gp;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.search.gp.GaussianProcess.Prediction;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FitTest {
  private static final Coordinates KINDS = new Coordinates(new double[3]);

  @Test
  void coordinatesThatDoNotMatterBecomeIrrelevant() {
    Hyperparameters hyper = fit(40, 0, 11);
    assertThat(hyper.relevance(0)).isGreaterThan(5 * hyper.relevance(2));
    assertThat(hyper.relevance(1)).isGreaterThan(5 * hyper.relevance(2));
  }

  @Test
  void noiseIsTakenForNoise() {
    assertThat(fit(60, 0, 12).noise()).isLessThan(0.001);
    assertThat(fit(60, 1, 12).noise()).isBetween(0.1, 0.9);
  }

  /** Of many points that were not fitted, about 95 % lie within two standard deviations. */
  @Test
  void predictionsAreAsUncertainAsTheySay() {
    long seed = 5;
    SplittableRandom random = new SplittableRandom(seed);
    double[][] points = points(25, random);
    double[] values = HalfRankTest.standardized(values(points, 0, random));
    double[][] others = points(400, random);
    double[] all = values(points, 0, random);
    double mean = java.util.Arrays.stream(all).average().orElseThrow();
    double spread = HalfRankTest.deviation(all);
    GaussianProcess process =
        GaussianProcess.of(KINDS, points, values, Fit.of(KINDS, points, values, Prior.smooth()));
    int inside = 0;
    for (double[] point : others) {
      Prediction prediction = process.predict(point, new double[25]);
      double truth = (truth(point) - mean) / spread;
      inside += Math.abs(truth - prediction.mean()) < 2 * prediction.deviation() ? 1 : 0;
    }
    assertThat(inside).as("of 400, seed %d", seed).isGreaterThan(340);
  }

  private static Hyperparameters fit(int n, double noise, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] points = points(n, random);
    double[] values = HalfRankTest.standardized(values(points, noise, random));
    return Fit.of(KINDS, points, values, Prior.smooth());
  }

  private static double[][] points(int n, SplittableRandom random) {
    double[][] points = new double[n][3];
    for (double[] point : points) {
      for (int d = 0; d < 3; d++) {
        point[d] = random.nextDouble();
      }
    }
    return points;
  }

  private static double[] values(double[][] points, double noise, SplittableRandom random) {
    double[] values = new double[points.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = truth(points[i]) + noise * random.nextGaussian();
    }
    return values;
  }

  private static double truth(double[] point) {
    return Math.sin(6 * point[0]) + Math.cos(5 * point[1]);
  }
}
