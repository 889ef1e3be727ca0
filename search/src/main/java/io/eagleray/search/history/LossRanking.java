package io.eagleray.search.history;

import java.util.Arrays;

/** The ended trials in order of merit; new ones are put in their place at the next question. */
final class LossRanking implements Ranking {
  private final Observations history;
  private int[] order = new int[16];
  private int size;
  private int sorted;

  LossRanking(Observations history) {
    this.history = history;
  }

  @Override
  public void add(int trial) {
    if (size == order.length) {
      order = Arrays.copyOf(order, 2 * size);
    }
    order[size++] = trial;
  }

  @Override
  public void remove(int trial) {
    int at = sorted;
    while (at < size && order[at] != trial) {
      at++;
    }
    if (at == size) {
      at = placeOf(trial);
      sorted--;
    }
    System.arraycopy(order, at + 1, order, at, --size - at);
  }

  @Override
  public int at(int place) {
    while (sorted < size) {
      insertNext();
    }
    return order[place];
  }

  private void insertNext() {
    int trial = order[sorted];
    int low = placeOf(trial);
    System.arraycopy(order, low, order, low + 1, sorted - low);
    order[low] = trial;
    sorted++;
  }

  /** Where a trial stands among the sorted ones, or would stand. */
  private int placeOf(int trial) {
    int low = 0;
    int high = sorted;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Merit.compare(history, order[middle], trial) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
