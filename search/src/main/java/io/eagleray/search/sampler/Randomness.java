package io.eagleray.search.sampler;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Random draws that belong to one trial of one study: nothing has to be stored to go on after a
 * crash, and no thread can disturb them.
 */
public final class Randomness {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private Randomness() {}

  /** The draws of a trial. */
  public static RandomGenerator of(long seed, long trial) {
    return new SplittableRandom(mix(mix(seed) + GOLDEN * (trial + 1)));
  }

  /** The finaliser of MurmurHash3 (A. Appleby), with D. Stafford's constants. */
  static long mix(long value) {
    long z = value + GOLDEN;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
