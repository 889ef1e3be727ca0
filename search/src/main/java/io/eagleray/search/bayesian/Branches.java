package io.eagleray.search.bayesian;

import io.eagleray.search.history.History;
import io.eagleray.search.sampler.Axis;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The branches of a conditional space: trials are in the same one if the parameters on which others
 * depend have the same values. A space without conditions is one branch.
 */
final class Branches {
  private final Axis[] axes;
  private final int[] parents;

  Branches(Axis[] axes) {
    this.axes = axes;
    this.parents = IntStream.range(0, axes.length).filter(d -> Axis.isParent(axes, d)).toArray();
  }

  /** Whether two trials are in the same branch. */
  boolean areOne(History history, int trial, int other) {
    return key(history, trial).equals(key(history, other));
  }

  /**
   * The best trial of a branch, for looking around it: half of the time of the best branch, half of
   * the rest of the second, and so on. A branch whose first trials were unlucky so gets its chance.
   */
  int drawBest(History history, RandomGenerator random) {
    int wanted = 0;
    while (parents.length > 0 && random.nextBoolean()) {
      wanted++;
    }
    Set<List<Integer>> passed = new HashSet<>();
    for (int place = 0; place < history.usable() && wanted > 0; place++) {
      if (passed.add(key(history, history.ranked(place))) && passed.size() > wanted) {
        return history.ranked(place);
      }
    }
    return history.ranked(0);
  }

  private List<Integer> key(History history, int trial) {
    List<Integer> key = new ArrayList<>();
    for (int d : parents) {
      double unit = history.unit(trial, d);
      key.add(Double.isNaN(unit) ? -1 : axes[d].cellOf(unit));
    }
    return key;
  }
}
