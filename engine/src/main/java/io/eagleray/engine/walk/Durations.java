package io.eagleray.engine.walk;

import java.time.Duration;
import java.util.Locale;

/** Durations as users write them. */
public final class Durations {
  private Durations() {}

  /** {@code 2 h}, {@code 90 s}, {@code 0.5 s}: the largest unit that needs no fraction. */
  public static String words(Duration duration) {
    long millis = duration.toMillis();
    if (millis % 3_600_000 == 0 && millis > 0) {
      return millis / 3_600_000 + " h";
    }
    if (millis % 60_000 == 0 && millis > 0) {
      return millis / 60_000 + " min";
    }
    return millis % 1000 == 0
        ? millis / 1000 + " s"
        : String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
  }
}
