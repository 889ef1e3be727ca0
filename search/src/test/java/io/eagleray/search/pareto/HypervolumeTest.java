package io.eagleray.search.pareto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HypervolumeTest {
  private static final int POINTS = 10;

  @Test
  void aStaircaseIsTheSumOfItsSteps() {
    double[][] points = {{1, 3}, {2, 2}, {3, 1}, {3, 3}, {5, 0}};
    assertThat(Hypervolume.of(points, new double[] {4, 4})).isEqualTo(3 + 2 + 1);
  }

  @Test
  void withOneLossItIsTheDistanceOfTheBest() {
    assertThat(Hypervolume.of(new double[][] {{3}, {1}, {9}}, new double[] {4})).isEqualTo(3);
  }

  @Test
  void pointsBeyondTheReferenceAddNothing() {
    double[] reference = {1, 1, 1};
    assertThat(Hypervolume.of(new double[][] {{0, 0, 1}, {0, 0, 2}}, reference)).isZero();
    assertThat(Hypervolume.of(new double[0][], reference)).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void agreesWithInclusionAndExclusionOfAllBoxes(int losses) {
    double[] reference = reference(losses);
    for (long seed = 0; seed < 20; seed++) {
      double[][] points = points(losses, seed);
      assertThat(Hypervolume.of(points, reference))
          .as("seed %d", seed)
          .isCloseTo(union(points, reference), within(1e-9));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  void aContributionIsWhatIsMissingWithoutThePoint(int losses) {
    double[] reference = reference(losses);
    double[][] points = points(losses, 5);
    double[] contributions = Hypervolume.contributions(points, reference);
    for (int i = 0; i < points.length; i++) {
      List<double[]> others = new ArrayList<>(Arrays.asList(points));
      others.remove(i);
      double without = Hypervolume.of(others.toArray(double[][]::new), reference);
      assertThat(contributions[i])
          .isCloseTo(Hypervolume.of(points, reference) - without, within(1e-9));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void theSubsetTakesWhatAddsTheMostAgainAndAgain(int losses) {
    double[] reference = reference(losses);
    for (long seed = 0; seed < 20; seed++) {
      double[][] points = points(losses, seed);
      assertThat(HypervolumeSubset.of(points, reference, 5))
          .as("seed %d", seed)
          .isEqualTo(greedy(points, reference, 5));
    }
  }

  /** Every subset of boxes shares a box; its volume counts with alternating signs. */
  private static double union(double[][] points, double[] reference) {
    double sum = 0;
    for (int subset = 1; subset < 1 << points.length; subset++) {
      double volume = 1;
      for (int m = 0; m < reference.length; m++) {
        double worst = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < points.length; i++) {
          worst = (subset >> i & 1) == 1 ? Math.max(worst, points[i][m]) : worst;
        }
        volume *= Math.max(0, reference[m] - worst);
      }
      sum += Integer.bitCount(subset) % 2 == 1 ? volume : -volume;
    }
    return sum;
  }

  private static List<Integer> greedy(double[][] points, double[] reference, int count) {
    List<Integer> chosen = new ArrayList<>();
    while (chosen.size() < count) {
      double[][] taken = chosen.stream().map(i -> points[i]).toArray(double[][]::new);
      int best =
          IntStream.range(0, points.length)
              .filter(i -> !chosen.contains(i))
              .boxed()
              .reduce((a, b) ->
                  Hypervolume.gain(points[b], taken, reference)
                          > Hypervolume.gain(points[a], taken, reference)
                      ? b
                      : a)
              .orElseThrow();
      chosen.add(best);
    }
    return chosen;
  }

  private static double[] reference(int losses) {
    double[] reference = new double[losses];
    Arrays.fill(reference, 0.9);
    return reference;
  }

  /** Some points equal others, some lie beyond the reference. */
  private static double[][] points(int losses, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] points = new double[POINTS][losses];
    for (int i = 0; i < POINTS; i++) {
      for (int m = 0; m < losses; m++) {
        points[i][m] = i == 7 ? points[2][m] : random.nextDouble();
      }
    }
    return points;
  }
}
