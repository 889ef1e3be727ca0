package io.eagleray.search.study;

import io.eagleray.search.history.History;
import io.eagleray.search.history.TrialState;
import io.eagleray.search.pareto.Dominance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The best ended trials: the feasible ones at the highest step that no other of them dominates.
 * With one objective that is the smallest loss; of equal ones the lowest number comes first.
 */
final class Incumbents {
  private final List<Integer> best = new ArrayList<>();

  /** By number, ascending. */
  List<Integer> trials() {
    return best.stream().sorted().toList();
  }

  void consider(History history, int trial) {
    if (history.state(trial) == TrialState.FAILED || history.violation(trial) != 0) {
      return;
    }
    double[] losses = history.losses(trial);
    if (!Arrays.stream(losses).allMatch(Double::isFinite)) {
      return;
    }
    long step = history.step(trial);
    if (!best.isEmpty() && step != history.step(best.getFirst())) {
      if (step < history.step(best.getFirst())) {
        return;
      }
      best.clear();
    }
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
