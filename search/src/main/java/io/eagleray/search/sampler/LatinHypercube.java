package io.eagleray.search.sampler;

import java.util.random.RandomGenerator;

/**
 * Points that spread evenly along every axis: of each block of {@code size} points, exactly one
 * falls into each of the {@code size} equal slices of an axis (McKay, Beckman and Conover 1979).
 */
public final class LatinHypercube {
  private final int size;
  private final int dimensions;
  private final long seed;

  /**
   * @param size points in a block, at least 1
   * @param dimensions axes of the unit cube
   */
  public LatinHypercube(int size, int dimensions, long seed) {
    this.size = size;
    this.dimensions = dimensions;
    this.seed = seed;
  }

  /** Point number {@code index}, jittered within its slices. */
  public double[] point(int index, RandomGenerator jitter) {
    RandomGenerator shuffles = Randomness.of(seed, -1L - index / size);
    double[] point = new double[dimensions];
    int[] order = new int[size];
    for (int d = 0; d < dimensions; d++) {
      for (int i = 0; i < size; i++) {
        int j = shuffles.nextInt(i + 1);
        order[i] = order[j];
        order[j] = i;
      }
      point[d] = (order[index % size] + jitter.nextDouble()) / size;
    }
    return point;
  }
}
