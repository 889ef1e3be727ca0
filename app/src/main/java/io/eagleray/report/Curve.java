package io.eagleray.report;

import java.util.Arrays;

/** One trial's metric, step by step, as its reports come. */
final class Curve {
  private int attempt = 1;
  private int size;
  private int[] steps = new int[8];
  private double[] values = new double[8];

  /** Another attempt begins: what is beyond the checkpoint that it goes on from is void. */
  void started(int number, int fromStep) {
    if (number > attempt) {
      attempt = number;
      while (size > 0 && steps[size - 1] > fromStep) {
        size--;
      }
    }
  }

  void reported(int number, int step, double value) {
    started(number, 0);
    if (number < attempt || (size > 0 && step <= steps[size - 1])) {
      return;
    }
    if (size == steps.length) {
      steps = Arrays.copyOf(steps, 2 * size);
      values = Arrays.copyOf(values, 2 * size);
    }
    steps[size] = step;
    values[size++] = value;
  }

  int size() {
    return size;
  }

  int step(int index) {
    return steps[index];
  }

  double value(int index) {
    return values[index];
  }

  /** At most {@code limit} (2 or more) points, evenly taken, with the first and the last. */
  int[] sample(int limit) {
    int count = Math.min(limit, size);
    int[] indexes = new int[count];
    for (int i = 0; i < count; i++) {
      indexes[i] = count == 1 ? 0 : (int) Math.round((double) i * (size - 1) / (count - 1));
    }
    return indexes;
  }
}
