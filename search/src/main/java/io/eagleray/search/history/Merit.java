package io.eagleray.search.history;

import java.util.Comparator;

/** The groups of ended trials, best first, each with an order of its own. */
enum Merit {
  FEASIBLE,
  INFEASIBLE,
  STOPPED,
  UNUSABLE;

  static Merit of(Observations history, int trial) {
    if (!history.isUsable(trial)) {
      return UNUSABLE;
    }
    if (history.state(trial) != TrialState.COMPLETED) {
      return STOPPED;
    }
    return history.violation(trial) == 0 ? FEASIBLE : INFEASIBLE;
  }

  /** Better trials first, by the first objective; no two trials are equal. */
  static int compare(Observations history, int a, int b) {
    Merit merit = of(history, a);
    int order = merit.compareTo(of(history, b));
    if (order == 0 && merit == INFEASIBLE) {
      order = Double.compare(history.violation(a), history.violation(b));
    }
    if (order == 0 && merit == STOPPED) {
      order = Long.compare(history.step(b), history.step(a));
    }
    if (order == 0 && merit != UNUSABLE) {
      order = Double.compare(history.loss(a), history.loss(b));
    }
    return order != 0 ? order : Integer.compare(a, b);
  }

  static Comparator<Integer> order(Observations history) {
    return (a, b) -> compare(history, a, b);
  }
}
