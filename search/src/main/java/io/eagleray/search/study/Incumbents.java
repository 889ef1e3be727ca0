package io.eagleray.search.study;

import io.eagleray.search.history.History;
import io.eagleray.search.history.TrialState;
import io.eagleray.search.pareto.Dominance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The best ended trials: the feasible ones at the highest step that no other of them dominates. One
 * that has done enough for a stopper counts as one that came furthest, wherever it stands. With one
 * objective that is the smallest loss; of equal ones the lowest number comes first.
 */
final class Incumbents {
  private final List<Integer> best = new ArrayList<>();

  /** At which they are compared. */
  private long reached;

  /** By number, ascending. */
  List<Integer> trials() {
    return best.stream().sorted().toList();
  }

  void consider(History history, int trial, boolean hasDoneEnough) {
    if (history.state(trial) == TrialState.FAILED || history.violation(trial) != 0) {
      return;
    }
    double[] losses = history.losses(trial);
    if (!Arrays.stream(losses).allMatch(Double::isFinite)) {
      return;
    }
    long step = hasDoneEnough ? Long.MAX_VALUE : history.step(trial);
    if (step < reached) {
      return;
    }
    if (step > reached) {
      best.clear();
    }
    reached = step;
    for (int other : best) {
      if (isAhead(history, other, trial)) {
        return;
      }
    }
    best.removeIf(other -> isAhead(history, trial, other));
    best.add(trial);
  }

  private static boolean isAhead(History history, int a, int b) {
    double[] lossesA = history.losses(a);
    double[] lossesB = history.losses(b);
    return Dominance.dominates(lossesA, lossesB)
        || (lossesA.length == 1 && lossesA[0] == lossesB[0] && a < b);
  }
}
