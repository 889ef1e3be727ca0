package io.eagleray.search.study;

import io.eagleray.search.history.History;
import io.eagleray.search.history.TrialState;
import java.util.Optional;

/** The best ended trial: the highest step first, then the smallest loss, then the lowest number. */
final class Incumbent {
  private int best = -1;

  Optional<Integer> trial() {
    return best < 0 ? Optional.empty() : Optional.of(best);
  }

  void consider(History history, int trial) {
    if (history.state(trial) == TrialState.FAILED || !Double.isFinite(history.loss(trial))) {
      return;
    }
    if (best < 0 || isBetter(history, trial)) {
      best = trial;
    }
  }

  private boolean isBetter(History history, int trial) {
    if (history.step(trial) != history.step(best)) {
      return history.step(trial) > history.step(best);
    }
    if (history.loss(trial) != history.loss(best)) {
      return history.loss(trial) < history.loss(best);
    }
    return trial < best;
  }
}
