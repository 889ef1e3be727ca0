package io.eagleray.engine.store.postgres;

import io.eagleray.engine.store.SelectEvents;
import io.eagleray.engine.store.StoredEvent;
import io.eagleray.run.Event;
import io.eagleray.spi.EarlierStep;
import io.eagleray.spi.RunStore.Excerpt;
import io.eagleray.spi.UnknownRunException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What reads the tables. */
final class PostgresReader {
  /** Rows that are brought at once. */
  private static final int PORTION = 1_000;

  private static final String EARLIER =
      "SELECT id, "
          + StoredEvent.COLUMNS
          + """
           FROM events JOIN runs ON number = run
          WHERE key = ? AND id <> ? ORDER BY at DESC, number DESC LIMIT 1
          """;

  private PostgresReader() {}

  /** Reads as {@link io.eagleray.spi.RunStore#read} does. */
  static long read(Connection connection, String runId, long after, Consumer<Event> events)
      throws SQLException {
    Run run = run(connection, runId);
    stream(connection, runId, run, after, SelectEvents.ALL, events);
    return run.last();
  }

  /** Reads as {@link io.eagleray.spi.RunStore#read} does. */
  static long read(Connection connection, String runId, Excerpt excerpt, Consumer<Event> events)
      throws SQLException {
    Run run = run(connection, runId);
    long after = SelectEvents.after(excerpt, run.last());
    stream(connection, runId, run, after, SelectEvents.of(excerpt), events);
    return run.last();
  }

  private record Run(long number, long last) {}

  private static Run run(Connection connection, String runId) throws SQLException {
    try (PreparedStatement head =
        connection.prepareStatement(
            """
            SELECT number,
                   (SELECT COALESCE(MAX(position), 0) FROM events WHERE run = number)
            FROM runs WHERE id = ?
            """)) {
      head.setString(1, runId);
      try (ResultSet row = head.executeQuery()) {
        if (!row.next()) {
          throw new UnknownRunException("there is no run " + runId);
        }
        return new Run(row.getLong(1), row.getLong(2));
      }
    }
  }

  private static void stream(
      Connection connection,
      String runId,
      Run run,
      long after,
      String query,
      Consumer<Event> events)
      throws SQLException {
    for (long from = after; from < run.last(); from += PORTION) {
      portion(connection, run.number(), from, Math.min(run.last(), from + PORTION), query)
          .forEach(stored -> events.accept(stored.event(runId)));
    }
  }

  private static List<StoredEvent> portion(
      Connection connection, long run, long after, long last, String query) throws SQLException {
    List<StoredEvent> events = new ArrayList<>();
    try (PreparedStatement rows = connection.prepareStatement(query)) {
      rows.setLong(1, run);
      rows.setLong(2, after);
      rows.setLong(3, last);
      try (ResultSet row = rows.executeQuery()) {
        while (row.next()) {
          events.add(StoredEvent.of(row, 1));
        }
      }
    }
    return events;
  }

  static Optional<EarlierStep> earlier(Connection connection, String key, String exceptRun)
      throws SQLException {
    try (PreparedStatement rows = connection.prepareStatement(EARLIER)) {
      rows.setString(1, key);
      rows.setString(2, exceptRun);
      try (ResultSet row = rows.executeQuery()) {
        return row.next()
            ? Optional.of(StoredEvent.of(row, 2).earlier(row.getString(1)))
            : Optional.empty();
      }
    }
  }

  static List<String> runs(Connection connection) throws SQLException {
    List<String> ids = new ArrayList<>();
    try (PreparedStatement rows =
            connection.prepareStatement("SELECT id FROM runs ORDER BY number DESC");
        ResultSet row = rows.executeQuery()) {
      while (row.next()) {
        ids.add(row.getString(1));
      }
    }
    return ids;
  }

  static boolean exists(Connection connection, String runId) throws SQLException {
    try (PreparedStatement run = connection.prepareStatement("SELECT 1 FROM runs WHERE id = ?")) {
      run.setString(1, runId);
      try (ResultSet row = run.executeQuery()) {
        return row.next();
      }
    }
  }
}
