package io.eagleray.engine.store;

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

/** A connection that reads while another writes. Not thread-safe. */
final class SqliteReader implements AutoCloseable {
  /** A run's number and its last position. */
  private static final String HEAD =
      """
      SELECT number,
             (SELECT COALESCE(MAX(position), 0) FROM events WHERE run = number)
      FROM runs WHERE id = ?
      """;

  private static final String EARLIER =
      "SELECT id, "
          + StoredEvent.COLUMNS
          + """
           FROM events JOIN runs ON number = run
          WHERE key = ? AND id <> ? ORDER BY at DESC, number DESC LIMIT 1
          """;

  private final Connection connection;

  SqliteReader(Connection connection) {
    this.connection = connection;
  }

  long read(String runId, long after, Consumer<Event> events) throws SQLException {
    Run run = run(runId);
    if (after < run.last()) {
      stream(runId, run, after, SelectEvents.ALL, events);
    }
    return run.last();
  }

  long read(String runId, Excerpt excerpt, Consumer<Event> events) throws SQLException {
    Run run = run(runId);
    long after = SelectEvents.after(excerpt, run.last());
    stream(runId, run, after, SelectEvents.of(excerpt), events);
    return run.last();
  }

  private record Run(long number, long last) {}

  private Run run(String runId) throws SQLException {
    try (PreparedStatement head = connection.prepareStatement(HEAD)) {
      head.setString(1, runId);
      try (ResultSet row = head.executeQuery()) {
        if (!row.next()) {
          throw new UnknownRunException("there is no run " + runId);
        }
        return new Run(row.getLong(1), row.getLong(2));
      }
    }
  }

  private void stream(String runId, Run run, long after, String rows, Consumer<Event> events)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(rows)) {
      query.setLong(1, run.number());
      query.setLong(2, after);
      query.setLong(3, run.last());
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          events.accept(StoredEvent.of(row, 1).event(runId));
        }
      }
    }
  }

  Optional<EarlierStep> earlier(String key, String exceptRun) throws SQLException {
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

  List<String> runs() throws SQLException {
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

  boolean exists(String runId) throws SQLException {
    try (PreparedStatement run = connection.prepareStatement("SELECT 1 FROM runs WHERE id = ?")) {
      run.setString(1, runId);
      try (ResultSet row = run.executeQuery()) {
        return row.next();
      }
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
