package io.eagleray.search.sampler;

import java.util.Arrays;

/** How wide the kernels of one axis are. */
final class Bandwidths {
  /** No kernel is narrower than this (Watanabe 2023, "min_bandwidth_factor"). */
  private static final double LEAST = 0.03;

  /** The interval is cut into slots narrower than the least width: no need to sort. */
  private static final int SLOTS = 64;

  private Bandwidths() {}

  /**
   * Each kernel reaches as far as the farther of its two neighbours, but not less than a bound that
   * shrinks with the number of kernels, nor more than the whole interval (Bergstra et al. 2011).
   * The prior counts as a neighbour in the middle.
   *
   * @param middles the kernels' middles, NaN for those that are indifferent
   */
  static double[] of(double[] middles) {
    double least = Math.max(LEAST, 1 / Math.min(100.0, 1 + middles.length));
    double[] lowest = new double[SLOTS];
    double[] highest = new double[SLOTS];
    Arrays.fill(lowest, Double.POSITIVE_INFINITY);
    Arrays.fill(highest, Double.NEGATIVE_INFINITY);
    note(0.5, lowest, highest);
    for (double middle : middles) {
      if (!Double.isNaN(middle)) {
        note(middle, lowest, highest);
      }
    }
    double[] before = highestBefore(highest);
    double[] after = lowestAfter(lowest);
    double[] widths = new double[middles.length];
    for (int k = 0; k < widths.length; k++) {
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
    return widths;
  }

  private static void note(double middle, double[] lowest, double[] highest) {
    int slot = slotOf(middle);
    lowest[slot] = Math.min(lowest[slot], middle);
    highest[slot] = Math.max(highest[slot], middle);
  }

  private static double[] highestBefore(double[] highest) {
    double[] before = new double[SLOTS];
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < SLOTS; i++) {
      before[i] = most;
      most = Math.max(most, highest[i]);
    }
    return before;
  }

  private static double[] lowestAfter(double[] lowest) {
    double[] after = new double[SLOTS];
    double least = Double.POSITIVE_INFINITY;
    for (int i = SLOTS - 1; i >= 0; i--) {
      after[i] = least;
      least = Math.min(least, lowest[i]);
    }
    return after;
  }

  private static double orNone(double gap) {
    return Double.isInfinite(gap) ? 0 : gap;
  }

  private static int slotOf(double middle) {
    return Math.min(SLOTS - 1, (int) (middle * SLOTS));
  }
}
