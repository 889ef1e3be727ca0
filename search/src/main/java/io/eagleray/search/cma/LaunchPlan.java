package io.eagleray.search.cma;

import java.util.random.RandomGenerator;

/** Decides how each run begins, by what the runs before it have used. */
final class LaunchPlan {
  /** Larger generations than this would outlast any budget. */
  private static final int LARGEST = 1 << 16;

  private final Restarts restarts;
  private final Launch first;
  private int large;
  private long usedByLarge;
  private long usedBySmall;

  LaunchPlan(Restarts restarts, Launch first) {
    this.restarts = restarts;
    this.first = first;
    this.large = first.size();
  }

  /** A run is over. */
  void ended(Launch launch, long trials, boolean isFirst) {
    // The first run is nobody's, as in Hansen 2009.
    if (isFirst) {
      return;
    }
    if (launch.isLarge()) {
      usedByLarge += trials;
    } else {
      usedBySmall += trials;
    }
  }

  Launch next(RandomGenerator random) {
    if (restarts == Restarts.BIPOP && usedBySmall < usedByLarge) {
      double part = Math.pow(random.nextDouble(), 2);
      int size = (int) (first.size() * Math.pow(0.5 * large / first.size(), part));
      double step = first.step() * Math.pow(10, -2 * random.nextDouble());
      return new Launch(Math.max(first.size(), size), step, false);
    }
    large = Math.min(LARGEST, 2 * large);
    return new Launch(large, first.step(), true);
  }
}
