package io.eagleray.search.sampler;

/**
 * Owen's nested uniform scrambling (1995): each bit is flipped or not, as chance decides for the
 * bits before it. Points keep their even spread, and each one is uniform by itself. The decisions
 * are hashes, so that no table of them has to be kept.
 */
final class OwenScramble {
  private final long seed;

  OwenScramble(long seed) {
    this.seed = seed;
  }

  /** The scrambled bits of a coordinate. */
  int scramble(int bits, int dimension) {
    long axis = Randomness.mix(seed ^ Randomness.mix(dimension));
    int scrambled = 0;
    for (int level = 0; level < SobolSequence.BITS; level++) {
      // The bits before this one, with a leading 1 that tells how many they are.
      long before = (1L << level) | (level == 0 ? 0 : bits >>> (SobolSequence.BITS - level));
      int flip = (int) (Randomness.mix(axis + before) >>> 63);
      scrambled = scrambled << 1 | (bits >>> (SobolSequence.BITS - 1 - level) & 1) ^ flip;
    }
    return scrambled;
  }
}
