package io.eagleray.search.history;

import java.util.Arrays;

/** In which order trials ended, and how many had ended when each was asked for. */
final class Endings {
  private int[] order = new int[16];
  private int[] before = new int[16];
  private int size;

  void asked(int trial) {
    if (trial == before.length) {
      before = Arrays.copyOf(before, 2 * trial);
    }
    before[trial] = size;
  }

  void ended(int trial) {
    if (size == order.length) {
      order = Arrays.copyOf(order, 2 * size);
    }
    order[size++] = trial;
  }

  int count() {
    return size;
  }

  int at(int place) {
    return order[place];
  }

  int before(int trial) {
    return before[trial];
  }
}
