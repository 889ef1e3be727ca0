package io.eagleray.search.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LatinHypercubeTest {
  @Test
  void everySliceOfEveryAxisGetsOnePointOfABlock() {
    LatinHypercube points = new LatinHypercube(8, 3, 42);
    for (int block = 0; block < 3; block++) {
      for (int axis = 0; axis < 3; axis++) {
        Set<Integer> slices = new HashSet<>();
        for (int i = 0; i < 8; i++) {
          int index = block * 8 + i;
          slices.add((int) (8 * points.point(index, Randomness.of(42, index))[axis]));
        }
        assertThat(slices).hasSize(8);
      }
    }
  }
}
