package io.eagleray.search.forecast;

import java.util.Arrays;
import java.util.stream.LongStream;

/** The steps at which trials are looked at, ascending, evenly on a logarithmic scale. */
final class Rungs {
  /** Below this share of the way early values say too little. */
  private static final double FIRST_SHARE = 1 / 9.0;

  private static final double FACTOR = 1.8;

  /** A rung nearer to the end than this would save nothing. */
  private static final double LAST_SHARE = 1 / 1.15;

  private final long[] steps;

  private Rungs(long[] steps) {
    this.steps = steps;
  }

  static Rungs of(Fidelity fidelity) {
    LongStream.Builder steps = LongStream.builder();
    double at = Math.max(fidelity.min(), fidelity.max() * FIRST_SHARE);
    while (Math.round(at) < fidelity.max() * LAST_SHARE) {
      steps.add(Math.round(at));
      at *= FACTOR;
    }
    steps.add(fidelity.max());
    return new Rungs(steps.build().distinct().toArray());
  }

  int count() {
    return steps.length;
  }

  long step(int rung) {
    return steps[rung];
  }

  long first() {
    return steps[0];
  }

  /** The last rung at or before a step; -1 if there is none. */
  int at(long step) {
    int found = Arrays.binarySearch(steps, step);
    return found >= 0 ? found : -found - 2;
  }

  /** Whether a trial that went from one step to another has come to a rung. */
  boolean isPassed(long before, long now) {
    return at(now) > at(before);
  }
}
