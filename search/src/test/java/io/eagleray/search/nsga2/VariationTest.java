package io.eagleray.search.nsga2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VariationTest {
  private final SplittableRandom random = new SplittableRandom(42);

  @Test
  void childrenLieAroundTheirParentsAndInsideTheInterval() {
    double[] children =
        IntStream.range(0, 20_000).mapToDouble(i -> Variation.crossed(0.4, 0.6, random)).toArray();
    assertThat(Arrays.stream(children).allMatch(x -> x >= 0 && x <= 1)).isTrue();
    assertThat(Arrays.stream(children).average().orElseThrow()).isCloseTo(0.5, within(0.005));
    long near = IntStream.range(0, 20_000).filter(i -> isNear(children[i], 0.03)).count();
    assertThat(near).isGreaterThan(18_000);
  }

  private static boolean isNear(double child, double reach) {
    return Math.min(Math.abs(child - 0.4), Math.abs(child - 0.6)) < reach;
  }

  @Test
  void equalParentsHaveEqualChildren() {
    assertThat(Variation.crossed(0.25, 0.25, random)).isEqualTo(0.25);
  }

  /**
   * Half of the steps go each way; without a border their median is 1 - 2^(-1/21), a closed form.
   */
  @Test
  void mutationsTakeSmallStepsBothWays() {
    double[] steps =
        IntStream.range(0, 20_001).mapToDouble(i -> Variation.mutated(0.5, random) - 0.5).toArray();
    assertThat(Arrays.stream(steps).filter(step -> step > 0).count()).isBetween(9_700L, 10_300L);
    double median =
        Arrays.stream(steps).map(Math::abs).sorted().skip(10_000).findFirst().orElseThrow();
    assertThat(median).isCloseTo(1 - Math.pow(0.5, 1.0 / 21), within(0.002));
  }

  @Test
  void mutationsStayInsideTheInterval() {
    for (int i = 0; i < 1000; i++) {
      assertThat(Variation.mutated(0, random)).isBetween(0.0, 1.0);
      assertThat(Variation.mutated(1, random)).isBetween(0.0, 1.0);
    }
  }
}
