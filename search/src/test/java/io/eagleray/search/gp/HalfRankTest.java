package io.eagleray.search.gp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class HalfRankTest {

  @Test
  void theOrderStaysAndTheResultIsStandardised() {
    double[] losses = {3, 1, 1e12, 2, 8, 1.5, 2, 1e5};
    double[] warped = HalfRank.warp(losses);
    for (int i = 0; i < losses.length; i++) {
      for (int j = 0; j < losses.length; j++) {
        assertThat(Double.compare(warped[i], warped[j]))
            .isEqualTo(Double.compare(losses[i], losses[j]));
      }
    }
    assertThat(Arrays.stream(warped).average().orElseThrow()).isCloseTo(0, within(1e-12));
    assertThat(deviation(warped)).isCloseTo(1, within(1e-12));
  }

  @Test
  void howTerribleTheWorstIsDoesNotMatter() {
    double[] bad = {1, 2, 3, 4, 5, 10};
    double[] worse = {1, 2, 3, 4, 5, 1e300};
    assertThat(HalfRank.warp(worse)).containsExactly(HalfRank.warp(bad), within(1e-12));
  }

  @Test
  void theBetterHalfKeepsItsDistances() {
    double[] warped = HalfRank.warp(new double[] {0, 1, 4, 10, 20, 30});
    assertThat((warped[2] - warped[1]) / (warped[1] - warped[0])).isCloseTo(3, within(1e-9));
  }

  @Test
  void equalLossesBecomeZero() {
    assertThat(HalfRank.warp(new double[] {4, 4, 4})).containsOnly(0);
    assertThat(HalfRank.warp(new double[] {7})).containsOnly(0);
  }

  @Test
  void oneThatIsWorseThanManyEqualOnesStaysWorse() {
    double[] warped = HalfRank.warp(new double[] {1, 1, 1, 1, 2});
    assertThat(warped[4]).isGreaterThan(warped[0]);
  }

  static double[] standardized(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    double deviation = deviation(values);
    return Arrays.stream(values).map(v -> (v - mean) / deviation).toArray();
  }

  static double deviation(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    return Math.sqrt(
        Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow());
  }
}
