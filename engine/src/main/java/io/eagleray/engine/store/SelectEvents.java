package io.eagleray.engine.store;

import io.eagleray.run.EventCodec;
import io.eagleray.run.RunEvent;
import io.eagleray.spi.RunStore.Excerpt;
import java.util.stream.Collectors;

/**
 * The SQL for the events of a run: {@link StoredEvent#COLUMNS}, in their order. Its parameters are
 * the run's number, the position behind which they begin, and the one with which they end.
 */
public final class SelectEvents {
  /** All of them. */
  public static final String ALL = where("");

  private static final String CREATION = "type = 'RunCreated'";

  private static final String OF_NO_TRIAL =
      EventCodec.types(RunEvent.OfTrial.class).stream()
          .collect(Collectors.joining("', '", "type NOT IN ('", "')"));

  /** Both a reference to an object and a file in the catalog have such a key. */
  private static final String WITH_CONTENT = "body LIKE '%\"sha256\"%'";

  private SelectEvents() {}

  /** Those that are asked for; for the last one alone {@link #after} says it. */
  public static String of(Excerpt excerpt) {
    return switch (excerpt) {
      case CREATION -> where("AND " + CREATION);
      case STEPS -> where("AND " + OF_NO_TRIAL);
      case CONTENTS -> where("AND (" + CREATION + " OR " + WITH_CONTENT + ")");
      case LAST -> ALL;
    };
  }

  /**
   * The position behind which they begin.
   *
   * @param last the position of the run's last event
   */
  public static long after(Excerpt excerpt, long last) {
    return excerpt == Excerpt.LAST ? last - 1 : 0;
  }

  private static String where(String condition) {
    return "SELECT "
        + StoredEvent.COLUMNS
        + " FROM events WHERE run = ? AND position > ? AND position <= ? "
        + condition
        + " ORDER BY position";
  }
}
