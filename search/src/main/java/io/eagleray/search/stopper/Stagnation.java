package io.eagleray.search.stopper;

import io.eagleray.search.history.History;
import io.eagleray.search.history.TrialState;

/** A {@link NoImprovementStopper} at work in one study. */
final class Stagnation implements Watch {
  private final NoImprovementStopper settings;
  private final History history;
  private long step = -1;
  private double best = Double.POSITIVE_INFINITY;
  private int without;

  Stagnation(NoImprovementStopper settings, History history) {
    this.settings = settings;
    this.history = history;
  }

  @Override
  public boolean onReport(int trial, long at, double loss) {
    return false;
  }

  @Override
  public void onEnd(int trial) {
    double loss = history.loss(trial);
    if (history.state(trial) == TrialState.FAILED || !Double.isFinite(loss)) {
      return;
    }
    // NaN, of a stopped trial under constraints, is not known to be feasible.
    boolean feasible = history.violation(trial) == 0;
    boolean further = history.step(trial) > step;
    boolean better = history.step(trial) == step && loss < best - settings.tolerance();
    if (feasible && (further || better)) {
      step = history.step(trial);
      best = loss;
      without = 0;
    } else {
      without++;
    }
  }

  @Override
  public boolean isOver() {
    return without >= settings.patience();
  }
}
