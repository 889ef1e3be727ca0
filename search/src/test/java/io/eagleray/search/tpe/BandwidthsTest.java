package io.eagleray.search.tpe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class BandwidthsTest {

  @Test
  void aKernelReachesToItsFartherNeighbour() {
    double[] widths = Bandwidths.of(new double[] {0.1, 0.4, 0.9, Double.NaN});
    assertThat(widths[0]).isCloseTo(0.3, within(1e-12));
    assertThat(widths[1]).isCloseTo(0.3, within(1e-12));
    assertThat(widths[2]).isCloseTo(0.4, within(1e-12));
    assertThat(widths[3]).isEqualTo(1);
  }

  @Test
  void theSlotsGiveWhatSortingWould() {
    for (long seed = 0; seed < 50; seed++) {
      double[] middles = new SplittableRandom(seed).doubles(40).toArray();
      double[] sorted =
          DoubleStream.concat(Arrays.stream(middles), DoubleStream.of(0.5)).sorted().toArray();
      double[] widths = Bandwidths.of(middles);
      for (int k = 0; k < middles.length; k++) {
        int at = Arrays.binarySearch(sorted, middles[k]);
        double left = at > 0 ? middles[k] - sorted[at - 1] : 0;
        double right = at < sorted.length - 1 ? sorted[at + 1] - middles[k] : 0;
        assertThat(widths[k])
            .as("seed %d", seed)
            .isCloseTo(Math.max(0.03, Math.max(left, right)), within(1e-12));
      }
    }
  }
}
