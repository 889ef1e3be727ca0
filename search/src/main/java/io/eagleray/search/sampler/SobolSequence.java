package io.eagleray.search.sampler;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * Sobol's sequence with the direction numbers of Joe and Kuo (2008), in Gray code order: of the
 * first 2^k points, each of the 2^k slices of every axis holds one.
 */
final class SobolSequence {
  /** Beyond these there are no direction numbers. */
  static final int MOST_DIMENSIONS = 512;

  static final int BITS = 32;

  private static final class Directions {
    static final int[][] ALL = read();
  }

  private SobolSequence() {}

  /**
   * A coordinate, as the bits behind the binary point, the highest one first.
   *
   * @param index of the point, at least 0
   * @param dimension from 0 to {@code MOST_DIMENSIONS - 1}
   */
  static int bits(int index, int dimension) {
    int[] directions = Directions.ALL[dimension];
    int gray = index ^ (index >>> 1);
    int bits = 0;
    for (int i = 0; gray != 0; i++, gray >>>= 1) {
      if ((gray & 1) != 0) {
        bits ^= directions[i];
      }
    }
    return bits;
  }

  /** Bits behind the binary point as a number in [0, 1). */
  static double number(int bits) {
    return Integer.toUnsignedLong(bits) * 0x1p-32;
  }

  private static int[][] read() {
    int[][] all = new int[MOST_DIMENSIONS][BITS];
    for (int k = 0; k < BITS; k++) {
      all[0][k] = 1 << (BITS - 1 - k);
    }
    List<String> lines = lines();
    for (int d = 1; d < MOST_DIMENSIONS; d++) {
      String[] numbers = lines.get(d - 1).split(" ");
      extend(Integer.parseInt(numbers[0]), numbers, all[d]);
    }
    return all;
  }

  /** The recurrence that a primitive polynomial defines. */
  private static void extend(int polynomial, String[] numbers, int[] directions) {
    int degree = BITS - 1 - Integer.numberOfLeadingZeros(polynomial);
    for (int k = 0; k < degree; k++) {
      directions[k] = Integer.parseInt(numbers[k + 1]) << (BITS - 1 - k);
    }
    for (int k = degree; k < BITS; k++) {
      int direction = directions[k - degree] ^ (directions[k - degree] >>> degree);
      for (int i = 1; i < degree; i++) {
        if ((polynomial >> (degree - i) & 1) != 0) {
          direction ^= directions[k - i];
        }
      }
      directions[k] = direction;
    }
  }

  private static List<String> lines() {
    try (InputStream stream = SobolSequence.class.getResourceAsStream("sobol-directions.txt");
        BufferedReader reader =
            new BufferedReader(
                new InputStreamReader(Objects.requireNonNull(stream), StandardCharsets.UTF_8))) {
      return reader.lines().filter(line -> !line.startsWith("#")).toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
