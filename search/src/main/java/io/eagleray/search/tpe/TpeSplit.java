package io.eagleray.search.tpe;

import io.eagleray.search.history.History;
import java.util.Arrays;

/** Divides a history into the trials that count as good and a selection of the others. */
final class TpeSplit {
  /**
   * More good trials than this make the model of the good too flat (Optuna uses the same bound).
   */
  private static final int MOST_GOOD = 25;

  /** So many of the other trials shape their model; at more the gain is not worth the time. */
  private static final int MOST_OTHERS = 400;

  /** However many trials have ended, so many of the running ones are among the others. */
  private static final int LEAST_RUNNING = 100;

  private final double gamma;
  private final int[] good = new int[MOST_GOOD];
  private final int[] others = new int[MOST_OTHERS];
  private int[] fronts = new int[0];
  private int goodCount;
  private int otherCount;

  TpeSplit(double gamma) {
    this.gamma = gamma;
  }

  void divide(History history) {
    int count = (int) Math.ceil(gamma * history.ended());
    goodCount = Math.min(history.usable(), Math.min(MOST_GOOD, count));
    fronts = history.objectives() == 1 ? new int[0] : FrontSplit.order(history, goodCount);
    for (int i = 0; i < goodCount; i++) {
      good[i] = trial(history, i);
    }
    Arrays.sort(good, 0, goodCount);
    selectOthers(history);
  }

  /**
   * Where there are too many, the ended ones are thinned out evenly by rank, and the running ones
   * by number; each kind has its share, so that a thousand workers do not crowd out the results.
   */
  private void selectOthers(History history) {
    int ended = history.ended() - goodCount;
    int running = history.running();
    long share = (long) MOST_OTHERS * running / Math.max(1, ended + running);
    int runningKept =
        (int) Math.min(running, Math.max(LEAST_RUNNING, Math.min(MOST_OTHERS / 2, share)));
    int endedKept = Math.min(ended, MOST_OTHERS - runningKept);
    runningKept = Math.min(running, MOST_OTHERS - endedKept);
    for (int i = 0; i < endedKept; i++) {
      others[i] = trial(history, goodCount + (int) ((long) i * ended / endedKept));
    }
    for (int i = 0; i < runningKept; i++) {
      others[endedKept + i] = history.runningTrial((int) ((long) i * running / runningKept));
    }
    otherCount = endedKept + runningKept;
    Arrays.sort(others, 0, otherCount);
  }

  private int trial(History history, int place) {
    return fronts.length == 0 ? history.ranked(place) : fronts[place];
  }

  /** The good trials, oldest first; only the first {@link #goodCount} places count. */
  int[] good() {
    return good;
  }

  int goodCount() {
    return goodCount;
  }

  /** The others, oldest first; only the first {@link #otherCount} places count. */
  int[] others() {
    return others;
  }

  int otherCount() {
    return otherCount;
  }
}
