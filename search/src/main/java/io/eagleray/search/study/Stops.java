package io.eagleray.search.study;

import io.eagleray.search.stopper.Watch;
import java.util.HashSet;
import java.util.Set;

/** What a study's stoppers have said so far. */
final class Stops {
  private final Watch watch;
  private final Set<Integer> enough = new HashSet<>();
  private boolean over;

  Stops(Watch watch) {
    this.watch = watch;
  }

  /** Whether the search is over; once it is, it stays so. */
  boolean isOver() {
    over = over || watch.isOver();
    return over;
  }

  /** Whether a running trial has done enough. */
  boolean isEnough(int trial) {
    return enough.contains(trial);
  }

  /** Takes a report in; says whether the trial stops, for its own sake or the search's. */
  boolean onReport(int trial, long step, double loss) {
    if (watch.onReport(trial, step, loss)) {
      enough.add(trial);
    }
    return isOver() || enough.contains(trial);
  }

  void onRestart(int trial, long fromStep) {
    enough.remove(trial);
    watch.onRestart(trial, fromStep);
  }

  void onEnd(int trial) {
    enough.remove(trial);
    watch.onEnd(trial);
  }
}
