package io.eagleray.search.gp;

import io.eagleray.search.space.Gaussian;
import java.util.Arrays;

/**
 * Brings losses to a scale on which a Gaussian process fits them. The better half keeps its
 * distances, for there they matter; the worse half keeps only its order and is laid out as the tail
 * of a normal distribution, so that a few terrible values do not flatten everything else. After the
 * output warping of Google Vizier (Song et al. 2024).
 */
public final class HalfRank {
  private HalfRank() {}

  /**
   * Warped losses in the same order, with mean 0 and variance 1; all 0 where all are equal.
   *
   * @param losses finite
   */
  public static double[] warp(double[] losses) {
    int n = losses.length;
    double[] sorted = losses.clone();
    Arrays.sort(sorted);
    if (sorted[0] == sorted[n - 1]) {
      return new double[n];
    }
    double median = n % 2 == 1 ? sorted[n / 2] : sorted[n / 2 - 1] / 2 + sorted[n / 2] / 2;
    double spread = spreadBelow(sorted, median);
    if (!(spread > 0) || Double.isInfinite(spread)) {
      return standardized(ranks(losses, sorted));
    }
    double[] warped = new double[n];
    for (int i = 0; i < n; i++) {
      warped[i] = losses[i] <= median ? (losses[i] - median) / spread : quantile(losses[i], sorted);
    }
    return standardized(warped);
  }

  /** What the standard deviation would be if the worse half mirrored the better one. */
  private static double spreadBelow(double[] sorted, double median) {
    double sum = 0;
    int count = 0;
    for (int i = 0; i < sorted.length && sorted[i] <= median; i++) {
      double gap = sorted[i] - median;
      sum += gap * gap;
      count++;
    }
    return Math.sqrt(sum / count);
  }

  private static double[] ranks(double[] losses, double[] sorted) {
    double[] ranks = new double[losses.length];
    for (int i = 0; i < ranks.length; i++) {
      ranks[i] = quantile(losses[i], sorted);
    }
    return ranks;
  }

  private static double quantile(double loss, double[] sorted) {
    int rank = Arrays.binarySearch(sorted, loss);
    while (rank > 0 && sorted[rank - 1] == loss) {
      rank--;
    }
    return Gaussian.quantile((rank + 0.5) / sorted.length);
  }

  private static double[] standardized(double[] values) {
    double mean = Arrays.stream(values).average().orElse(0);
    double variance = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElse(0);
    double scale = variance > 0 ? 1 / Math.sqrt(variance) : 0;
    return Arrays.stream(values).map(v -> (v - mean) * scale).toArray();
  }
}
