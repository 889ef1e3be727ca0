package io.eagleray.search.history;

import java.util.Arrays;

/**
 * The reports of one trial, oldest first: a learning curve. Steps grow from report to report. Where
 * a trial reports every step from 1 on, only the losses take memory.
 */
public final class Curve {
  /** The curve of a trial that has reported nothing; never written to. */
  static final Curve EMPTY = new Curve();

  private static final long[] EVERY_STEP = {};
  private static final double[] NOTHING = {};

  private double[] losses = NOTHING;
  private long[] steps = EVERY_STEP;
  private int size;

  Curve() {}

  /** The number of reports. */
  public int size() {
    return size;
  }

  /** The step of a report, from 0 for the oldest. */
  public long step(int report) {
    checkIndex(report);
    return steps == EVERY_STEP ? report + 1 : steps[report];
  }

  /** The loss of a report, from 0 for the oldest; smaller is better; may be NaN or infinite. */
  public double loss(int report) {
    checkIndex(report);
    return losses[report];
  }

  /** The loss at a step, or at the last report before it; NaN where there is none. */
  public double lossAt(long step) {
    int reports = countUpTo(step);
    return reports == 0 ? Double.NaN : losses[reports - 1];
  }

  /** How many reports there are at steps up to this one. */
  public int countUpTo(long step) {
    if (steps == EVERY_STEP) {
      return (int) Math.max(0, Math.min(size, step));
    }
    int at = Arrays.binarySearch(steps, 0, size, step);
    return at < 0 ? -at - 1 : at + 1;
  }

  /** The last step; 0 while there is none. */
  public long lastStep() {
    return size == 0 ? 0 : step(size - 1);
  }

  /** Adds a report, or replaces the last one where the step is the same. */
  void add(long step, double loss) {
    if (size > 0 && step == lastStep()) {
      losses[size - 1] = loss;
      return;
    }
    if (size == losses.length) {
      losses = Arrays.copyOf(losses, Math.max(1, 2 * size));
    }
    if (steps == EVERY_STEP && step != size + 1) {
      steps = new long[losses.length];
      for (int i = 0; i < size; i++) {
        steps[i] = i + 1;
      }
    }
    if (steps != EVERY_STEP) {
      if (size == steps.length) {
        steps = Arrays.copyOf(steps, losses.length);
      }
      steps[size] = step;
    }
    losses[size++] = loss;
  }

  /** Drops the reports after a step. */
  void cut(long step) {
    size = countUpTo(step);
  }

  private void checkIndex(int report) {
    if (report < 0 || report >= size) {
      throw new IndexOutOfBoundsException(report + " of " + size + " reports");
    }
  }
}
