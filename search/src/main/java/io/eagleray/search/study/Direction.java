package io.eagleray.search.study;

/** Which values are better. */
public enum Direction {
  /** Smaller ones: losses, errors, durations. */
  MINIMIZE,
  /** Larger ones: accuracies, scores. */
  MAXIMIZE;

  /** The value as a loss; applied twice it gives the value back. There is no negative zero. */
  double loss(double value) {
    return this == MINIMIZE ? value + 0.0 : 0.0 - value;
  }
}
