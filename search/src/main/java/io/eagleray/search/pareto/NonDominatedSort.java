package io.eagleray.search.pareto;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Peels points into fronts: front 0 is what nobody dominates, front 1 what only members of front 0
 * dominate, and so on. The points are taken in lexicographic order, in which no later one dominates
 * an earlier one, and each is put into the first front that does not dominate it (ENS, Zhang et al.
 * 2015); that front is found by bisection.
 */
public final class NonDominatedSort {
  private NonDominatedSort() {}

  /**
   * Each point's front, from 0.
   *
   * @param points vectors of one length, without NaN
   */
  public static int[] ranks(double[][] points) {
    int[] order =
        IntStream.range(0, points.length)
            .boxed()
            .sorted((a, b) -> compare(points[a], points[b]))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] ranks = new int[points.length];
    List<List<double[]>> fronts = new ArrayList<>();
    for (int index : order) {
      int rank = firstFree(fronts, points[index]);
      if (rank == fronts.size()) {
        fronts.add(new ArrayList<>());
      }
      fronts.get(rank).add(points[index]);
      ranks[index] = rank;
    }
    return ranks;
  }

  /** Lexicographic; both zeros are equal. */
  private static int compare(double[] a, double[] b) {
    for (int i = 0; i < a.length; i++) {
      if (a[i] != b[i]) {
        return a[i] < b[i] ? -1 : 1;
      }
    }
    return 0;
  }

  private static int firstFree(List<List<double[]>> fronts, double[] point) {
    int low = 0;
    int high = fronts.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (isDominated(fronts.get(middle), point)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static boolean isDominated(List<double[]> front, double[] point) {
    // With two losses only the last member, whose second loss is the smallest, can dominate.
    int oldest = point.length == 2 ? front.size() - 1 : 0;
    for (int i = front.size() - 1; i >= oldest; i--) {
      if (Dominance.dominates(front.get(i), point)) {
        return true;
      }
    }
    return false;
  }
}
