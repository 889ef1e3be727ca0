package io.eagleray.search.scheduler;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeSet;

/** A step at which trials wait to be promoted to the next one. */
final class PromotionRung {
  private record Arrival(int trial, long step, double loss) {}

  private final double milestone;
  private final Map<Integer, Arrival> arrivals = new HashMap<>();
  private final TreeSet<Arrival> waiting =
      new TreeSet<>(Comparator.comparingDouble(Arrival::loss).thenComparingInt(Arrival::trial));

  /** The losses of those that wait no more: they were promoted, or have ended. */
  private final SortedLosses left = new SortedLosses();

  PromotionRung(double milestone) {
    this.milestone = milestone;
  }

  double milestone() {
    return milestone;
  }

  boolean has(int trial) {
    return arrivals.containsKey(trial);
  }

  /** A trial has come here; it waits if its loss is finite. */
  void arrive(int trial, long step, double loss) {
    Arrival arrival = new Arrival(trial, step, loss);
    arrivals.put(trial, arrival);
    if (Double.isFinite(loss)) {
      waiting.add(arrival);
    }
  }

  /** A trial waits no more, if it did. */
  void leave(int trial) {
    Arrival arrival = arrivals.get(trial);
    if (arrival != null && waiting.remove(arrival)) {
      left.add(arrival.loss());
    }
  }

  /** Drops a trial that came here after {@code fromStep}. */
  void forget(int trial, long fromStep) {
    Arrival arrival = arrivals.get(trial);
    if (arrival == null || arrival.step() <= fromStep) {
      return;
    }
    arrivals.remove(trial);
    if (Double.isFinite(arrival.loss()) && !waiting.remove(arrival)) {
      left.remove(arrival.loss());
    }
  }

  /** The best that waits, if it is among the best {@code 1/factor} of all that came here. */
  OptionalInt promotable(double factor) {
    if (waiting.isEmpty()) {
      return OptionalInt.empty();
    }
    Arrival best = waiting.first();
    int places = (int) Math.floor(arrivals.size() / factor);
    return left.countUpTo(best.loss()) < places
        ? OptionalInt.of(best.trial())
        : OptionalInt.empty();
  }
}
