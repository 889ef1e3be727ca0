package io.eagleray.search.study;

import java.util.Locale;

/** Which values are better. */
public enum Direction {
  /** Smaller ones: losses, errors, durations. */
  MINIMIZE,
  /** Larger ones: accuracies, scores. */
  MAXIMIZE;

  /** For messages: {@code minimize}. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The value as a loss; applied twice it gives the value back. There is no negative zero. */
  double loss(double value) {
    return this == MINIMIZE ? value + 0.0 : 0.0 - value;
  }
}
