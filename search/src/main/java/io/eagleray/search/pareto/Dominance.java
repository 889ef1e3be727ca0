package io.eagleray.search.pareto;

import java.util.ArrayList;
import java.util.List;

/** Pareto dominance between vectors of losses; smaller is better in every place. */
public final class Dominance {
  private Dominance() {}

  /** Whether {@code a} is nowhere worse than {@code b} and somewhere better. */
  public static boolean dominates(double[] a, double[] b) {
    boolean better = false;
    for (int i = 0; i < a.length; i++) {
      if (a[i] > b[i]) {
        return false;
      }
      better |= a[i] < b[i];
    }
    return better;
  }

  /**
   * The indexes of the points that no other one dominates, in ascending order; of equal points all
   * are kept.
   *
   * @param points vectors of one length, without NaN
   */
  public static int[] front(double[][] points) {
    int[] ranks = NonDominatedSort.ranks(points);
    List<Integer> front = new ArrayList<>();
    for (int i = 0; i < ranks.length; i++) {
      if (ranks[i] == 0) {
        front.add(i);
      }
    }
    return front.stream().mapToInt(Integer::intValue).toArray();
  }
}
