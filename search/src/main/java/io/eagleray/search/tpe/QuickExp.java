package io.eagleray.search.tpe;

/**
 * The exponential function for inner loops, to a relative error of about 1e-10: a table of the
 * powers of 2 in steps of 1/64, and three terms of the series for the rest.
 */
final class QuickExp {
  private static final int STEPS = 64;
  private static final double STEPS_PER_UNIT = STEPS / Math.log(2);
  private static final double UNITS_PER_STEP = Math.log(2) / STEPS;

  /** Adding it to a number of moderate size leaves the nearest integer in the lowest bits. */
  private static final double ROUNDER = 0x1.8p52;

  private static final long[] POWERS = powers();

  private QuickExp() {}

  /**
   * e to the power of {@code x}.
   *
   * @param x within [-700, 700]
   */
  static double of(double x) {
    double rounded = x * STEPS_PER_UNIT + ROUNDER;
    int steps = (int) Double.doubleToRawLongBits(rounded);
    double rest = x - (rounded - ROUNDER) * UNITS_PER_STEP;
    double power =
        Double.longBitsToDouble(POWERS[steps & (STEPS - 1)] + ((long) (steps >> 6) << 52));
    return power * (1 + rest * (1 + rest * (0.5 + rest * (1.0 / 6))));
  }

  private static long[] powers() {
    long[] powers = new long[STEPS];
    for (int i = 0; i < STEPS; i++) {
      powers[i] = Double.doubleToRawLongBits(Math.pow(2, (double) i / STEPS));
    }
    return powers;
  }
}
