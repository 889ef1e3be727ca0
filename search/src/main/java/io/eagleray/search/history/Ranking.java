package io.eagleray.search.history;

import java.util.Arrays;

/** The ended trials in order of merit; new ones are put in their place at the next question. */
final class Ranking {
  private final Observations history;
  private int[] order = new int[16];
  private int size;
  private int sorted;

  Ranking(Observations history) {
    this.history = history;
  }

  void add(int trial) {
    if (size == order.length) {
      order = Arrays.copyOf(order, 2 * size);
    }
    order[size++] = trial;
  }

  int at(int place) {
    while (sorted < size) {
      insertNext();
    }
    return order[place];
  }

  private void insertNext() {
    int trial = order[sorted];
    int low = 0;
    int high = sorted;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (isBetter(trial, order[middle])) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    System.arraycopy(order, low, order, low + 1, sorted - low);
    order[low] = trial;
    sorted++;
  }

  private boolean isBetter(int a, int b) {
    int groupA = group(a);
    int groupB = group(b);
    if (groupA != groupB) {
      return groupA < groupB;
    }
    if (groupA == 1 && history.step(a) != history.step(b)) {
      return history.step(a) > history.step(b);
    }
    if (groupA != 2 && history.loss(a) != history.loss(b)) {
      return history.loss(a) < history.loss(b);
    }
    return a < b;
  }

  private int group(int trial) {
    if (!history.isUsable(trial)) {
      return 2;
    }
    return history.state(trial) == TrialState.COMPLETED ? 0 : 1;
  }
}
