package io.eagleray.search.tpe;

import io.eagleray.search.history.History;
import io.eagleray.search.history.TrialState;
import io.eagleray.search.pareto.Hypervolume;
import io.eagleray.search.pareto.HypervolumeSubset;
import io.eagleray.search.pareto.NonDominatedSort;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which trials TPE takes for good where there are several objectives (MOTPE, Ozaki et al. 2022):
 * front by front, and of the front that is too large for what is left those that together have the
 * largest hypervolume.
 */
final class FrontSplit {
  private FrontSplit() {}

  /**
   * The ended trials: the good ones, then the others, best first.
   *
   * @param good how many are good, at most the usable ones
   */
  static int[] order(History history, int good) {
    int[] ranked = IntStream.range(0, history.ended()).map(history::ranked).toArray();
    int feasible = 0;
    while (feasible < history.usable() && isFeasible(history, ranked[feasible])) {
      feasible++;
    }
    if (good > 0 && feasible > good) {
      int[] ranks = NonDominatedSort.ranks(points(history, Arrays.copyOf(ranked, feasible)));
      chooseFromLastFront(history, ranked, ranks, good);
    }
    return ranked;
  }

  private static boolean isFeasible(History history, int trial) {
    return history.state(trial) == TrialState.COMPLETED && history.violation(trial) == 0;
  }

  /**
   * The ranking goes front by front: only the front that reaches across the border is reordered.
   */
  private static void chooseFromLastFront(History history, int[] ranked, int[] ranks, int good) {
    int begin = good - 1;
    while (begin > 0 && ranks[begin - 1] == ranks[good - 1]) {
      begin--;
    }
    int end = good;
    while (end < ranks.length && ranks[end] == ranks[good - 1]) {
      end++;
    }
    int[] front = Arrays.copyOfRange(ranked, begin, end);
    double[][] points = points(history, front);
    double[] reference = Hypervolume.referenceBeyond(points);
    List<Integer> chosen = HypervolumeSubset.of(points, reference, good - begin);
    int at = begin;
    for (int place : chosen) {
      ranked[at++] = front[place];
    }
    for (int place = 0; place < front.length; place++) {
      if (!chosen.contains(place)) {
        ranked[at++] = front[place];
      }
    }
  }

  /**
   * How much each of the good trials counts: half for being good, half for its share of the
   * hypervolume. By the share alone (as in the paper) the ends of the front count for nearly
   * everything, and with three objectives searches were no better than random ones.
   */
  static double[] weights(History history, int[] good, int count) {
    double[][] points = points(history, Arrays.copyOf(good, count));
    double[] shares = Hypervolume.contributions(points, Hypervolume.referenceBeyond(points));
    double most = Math.max(Double.MIN_NORMAL, Arrays.stream(shares).max().orElse(0));
    return Arrays.stream(shares).map(share -> (1 + share / most) / 2).toArray();
  }

  private static double[][] points(History history, int[] trials) {
    return IntStream.of(trials).mapToObj(history::losses).toArray(double[][]::new);
  }
}
