package io.eagleray.search.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SortedLossesTest {
  @Test
  void itHoldsWhatASortedListWould() {
    for (long seed = 0; seed < 5; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      SortedLosses losses = new SortedLosses();
      List<Double> expected = new ArrayList<>();
      for (int i = 0; i < 4000; i++) {
        if (!expected.isEmpty() && random.nextInt(4) == 0) {
          losses.remove(expected.remove(random.nextInt(expected.size())));
        } else {
          double value = random.nextInt(300);
          losses.add(value);
          expected.add(value);
        }
      }
      Collections.sort(expected);
      assertThat(losses.size()).isEqualTo(expected.size());
      for (int i = 0; i < expected.size(); i++) {
        assertThat(losses.at(i)).as("seed %d", seed).isEqualTo(expected.get(i));
      }
      for (double bound : new double[] {-1, 0, 0.5, 77, 150.5, 299, 1000}) {
        assertThat((long) losses.countUpTo(bound))
            .isEqualTo(expected.stream().filter(value -> value <= bound).count());
      }
    }
  }
}
