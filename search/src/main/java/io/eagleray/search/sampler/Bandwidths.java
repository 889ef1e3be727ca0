package io.eagleray.search.sampler;

import java.util.Arrays;

/** How wide the kernels of one axis are. */
final class Bandwidths {
  private Bandwidths() {}

  /**
   * Each kernel reaches as far as the farther of its neighbours, within bounds that shrink with the
   * number of kernels (Bergstra et al. 2011; the bounds after Watanabe 2023).
   *
   * @param middles the kernels' middles, NaN for those that are indifferent
   */
  static double[] of(double[] middles, int kernels) {
    double least = Math.max(0.03, Math.pow(1.0 + kernels, -2));
    least = Math.max(least, 1 / Math.min(100.0, 1 + kernels));
    double[] sorted = new double[middles.length];
    int present = 0;
    for (double middle : middles) {
      if (!Double.isNaN(middle)) {
        sorted[present++] = middle;
      }
    }
    sorted[present++] = 0.5;
    Arrays.sort(sorted, 0, present);
    double[] widths = new double[middles.length];
    for (int k = 0; k < middles.length; k++) {
      if (Double.isNaN(middles[k])) {
        widths[k] = 1;
        continue;
      }
      int at = Arrays.binarySearch(sorted, 0, present, middles[k]);
      double left = at > 0 ? middles[k] - sorted[at - 1] : 0;
      double right = at < present - 1 ? sorted[at + 1] - middles[k] : 0;
      widths[k] = Math.min(1, Math.max(least, Math.max(left, right)));
    }
    return widths;
  }
}
