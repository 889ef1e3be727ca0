package io.eagleray.search.tpe;

import java.util.Arrays;

/** How wide the kernels of one axis are. */
final class Bandwidths {
  /** No kernel is narrower than this (Watanabe 2023, "min_bandwidth_factor"). */
  private static final double LEAST = 0.03;

  /** The interval is cut into slots narrower than the least width: no need to sort. */
  private static final int SLOTS = 64;

  private final double[] lowest = new double[SLOTS];
  private final double[] highest = new double[SLOTS];

  /** The highest middle below a slot, and the lowest one above it. */
  private final double[] before = new double[SLOTS];

  private final double[] after = new double[SLOTS];

  /** The widths of kernels at these middles; see {@link #fill}. */
  static double[] of(double[] middles) {
    double[] widths = new double[middles.length];
    new Bandwidths().fill(middles, middles.length, widths);
    return widths;
  }

  /**
   * Each kernel reaches as far as the farther of its two neighbours, but not less than a bound that
   * shrinks with the number of kernels, nor more than the whole interval (Bergstra et al. 2011).
   * The prior counts as a neighbour in the middle.
   *
   * @param middles the kernels' middles, NaN for those that are indifferent
   * @param count how many of them there are
   * @param widths where the widths are put
   */
  void fill(double[] middles, int count, double[] widths) {
    double least = Math.max(LEAST, 1 / Math.min(100.0, 1 + count));
    note(middles, count);
    for (int k = 0; k < count; k++) {
      double m = middles[k];
      if (Double.isNaN(m)) {
        widths[k] = 1;
        continue;
      }
      int slot = slotOf(m);
      // A neighbour in the same slot is nearer than the bound; at the border there is none.
      double left = lowest[slot] < m ? 0 : m - before[slot];
      double right = highest[slot] > m ? 0 : after[slot] - m;
      double reach = Math.max(orNone(left), orNone(right));
      widths[k] = Math.min(1, Math.max(least, reach));
    }
  }

  private void note(double[] middles, int count) {
    Arrays.fill(lowest, Double.POSITIVE_INFINITY);
    Arrays.fill(highest, Double.NEGATIVE_INFINITY);
    note(0.5);
    for (int k = 0; k < count; k++) {
      if (!Double.isNaN(middles[k])) {
        note(middles[k]);
      }
    }
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < SLOTS; i++) {
      before[i] = most;
      most = Math.max(most, highest[i]);
    }
    double least = Double.POSITIVE_INFINITY;
    for (int i = SLOTS - 1; i >= 0; i--) {
      after[i] = least;
      least = Math.min(least, lowest[i]);
    }
  }

  private void note(double middle) {
    int slot = slotOf(middle);
    lowest[slot] = Math.min(lowest[slot], middle);
    highest[slot] = Math.max(highest[slot], middle);
  }

  private static double orNone(double gap) {
    return Double.isInfinite(gap) ? 0 : gap;
  }

  private static int slotOf(double middle) {
    return Math.min(SLOTS - 1, (int) (middle * SLOTS));
  }
}
