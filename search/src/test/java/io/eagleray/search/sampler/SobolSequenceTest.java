package io.eagleray.search.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.hipparchus.random.SobolSequenceGenerator;
import org.junit.jupiter.api.Test;

class SobolSequenceTest {

  /** The points that Joe and Kuo print with their direction numbers. */
  @Test
  void theFirstPointsInThreeDimensionsAreThePublishedOnes() {
    double[][] published = {
      {0, 0, 0},
      {0.5, 0.5, 0.5},
      {0.75, 0.25, 0.25},
      {0.25, 0.75, 0.75},
      {0.375, 0.375, 0.625},
      {0.875, 0.875, 0.125},
      {0.625, 0.125, 0.875},
      {0.125, 0.625, 0.375},
      {0.1875, 0.3125, 0.9375},
      {0.6875, 0.8125, 0.4375}
    };
    for (int i = 0; i < published.length; i++) {
      for (int d = 0; d < 3; d++) {
        assertThat(SobolSequence.number(SobolSequence.bits(i, d)))
            .as("point %d, dimension %d", i, d)
            .isEqualTo(published[i][d]);
      }
    }
  }

  @Test
  void allDimensionsAreThoseOfHipparchus() {
    SobolSequenceGenerator oracle = new SobolSequenceGenerator(SobolSequence.MOST_DIMENSIONS);
    for (int i = 0; i < 300; i++) {
      double[] expected = oracle.nextVector();
      for (int d = 0; d < expected.length; d++) {
        assertThat(SobolSequence.number(SobolSequence.bits(i, d)))
            .as("point %d, dimension %d", i, d)
            .isEqualTo(expected[d]);
      }
    }
  }

  @Test
  void scrambledPointsStillMeetEverySlice() {
    OwenScramble scramble = new OwenScramble(5);
    for (int d : new int[] {0, 1, 17, 511}) {
      boolean[] met = new boolean[256];
      for (int i = 0; i < 256; i++) {
        int bits = scramble.scramble(SobolSequence.bits(i, d), d);
        met[bits >>> 24] = true;
      }
      assertThat(met).as("dimension %d", d).doesNotContain(false);
    }
  }

  /** A scrambled point by itself is uniform: over many seeds, a coordinate's mean and variance. */
  @Test
  void eachScrambledPointIsUniformOverTheSeeds() {
    for (int index : new int[] {0, 1, 100}) {
      double sum = 0;
      double squares = 0;
      int seeds = 20_000;
      for (int seed = 0; seed < seeds; seed++) {
        int bits = new OwenScramble(seed).scramble(SobolSequence.bits(index, 3), 3);
        double u = SobolSequence.number(bits);
        sum += u;
        squares += (u - 0.5) * (u - 0.5);
      }
      // Four standard errors: 4 sqrt(1/12/20000) and 4 sqrt(1/180/20000).
      assertThat(sum / seeds).as("point %d", index).isCloseTo(0.5, within(0.0082));
      assertThat(squares / seeds).as("point %d", index).isCloseTo(1 / 12.0, within(0.0022));
    }
  }
}
