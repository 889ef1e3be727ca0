package io.eagleray.search.scheduler;

import java.util.HashMap;
import java.util.Map;

/** A step at which trials are compared: the losses seen there, one for each trial. */
final class Rung {
  private record Entry(long step, double loss) {}

  private final double milestone;
  private final Map<Integer, Entry> entries = new HashMap<>();
  private final SortedLosses finite = new SortedLosses();

  Rung(double milestone) {
    this.milestone = milestone;
  }

  double milestone() {
    return milestone;
  }

  boolean has(int trial) {
    return entries.containsKey(trial);
  }

  void record(int trial, long step, double loss) {
    entries.put(trial, new Entry(step, loss));
    if (Double.isFinite(loss)) {
      finite.add(loss);
    }
  }

  /** Drops what a trial reported here after {@code fromStep}. */
  void forget(int trial, long fromStep) {
    Entry entry = entries.get(trial);
    if (entry != null && entry.step() > fromStep) {
      entries.remove(trial);
      if (Double.isFinite(entry.loss())) {
        finite.remove(entry.loss());
      }
    }
  }

  /**
   * The loss that separates the best {@code 1/factor} from the rest, interpolated linearly between
   * neighbours as NumPy's percentile does; NaN while nothing finite is recorded.
   */
  double cutoff(double factor) {
    int size = finite.size();
    if (size == 0) {
      return Double.NaN;
    }
    double place = (size - 1) / factor;
    int below = (int) place;
    double low = finite.at(below);
    double share = place - below;
    return share == 0 ? low : low + share * (finite.at(below + 1) - low);
  }
}
