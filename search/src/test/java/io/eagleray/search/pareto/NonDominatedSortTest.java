package io.eagleray.search.pareto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NonDominatedSortTest {

  /** Values on a coarse grid, so that equal values and equal points come up. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void agreesWithPeelingFrontAfterFront(int losses) {
    for (long seed = 0; seed < 50; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      double[][] points = new double[40][losses];
      for (double[] point : points) {
        for (int m = 0; m < losses; m++) {
          point[m] = random.nextInt(-4, 5) * 0.0 + random.nextInt(8);
        }
      }
      assertThat(NonDominatedSort.ranks(points)).as("seed %d", seed).isEqualTo(peeled(points));
    }
  }

  private static int[] peeled(double[][] points) {
    int[] ranks = new int[points.length];
    List<Integer> left = new ArrayList<>();
    for (int i = 0; i < points.length; i++) {
      left.add(i);
    }
    for (int rank = 0; !left.isEmpty(); rank++) {
      List<Integer> rest = List.copyOf(left);
      for (int i : rest) {
        if (rest.stream().noneMatch(j -> Dominance.dominates(points[j], points[i]))) {
          ranks[i] = rank;
          left.remove((Integer) i);
        }
      }
    }
    return ranks;
  }
}
