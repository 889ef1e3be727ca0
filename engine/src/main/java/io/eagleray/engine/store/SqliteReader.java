package io.eagleray.engine.store;

import io.eagleray.run.Event;
import io.eagleray.spi.UnknownRunException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A connection that reads while another writes. Not thread-safe. */
final class SqliteReader implements AutoCloseable {
  /** A run's number and its last position. */
  static final String HEAD =
      """
      SELECT number,
             (SELECT COALESCE(MAX(position), 0) FROM events WHERE run = number)
      FROM runs WHERE id = ?
      """;

  private final Connection connection;

  SqliteReader(Connection connection) {
    this.connection = connection;
  }

  long read(String runId, long after, Consumer<Event> events) throws SQLException {
    long run;
    long last;
    try (PreparedStatement head = connection.prepareStatement(HEAD)) {
      head.setString(1, runId);
      try (ResultSet row = head.executeQuery()) {
        if (!row.next()) {
          throw new UnknownRunException("there is no run " + runId);
        }
        run = row.getLong(1);
        last = row.getLong(2);
      }
    }
    if (after < last) {
      stream(runId, run, after, last, events);
    }
    return last;
  }

  private void stream(String runId, long run, long after, long last, Consumer<Event> events)
      throws SQLException {
    try (PreparedStatement rows =
        connection.prepareStatement(
            """
            SELECT writer, sequence, epoch, at, type, body FROM events
            WHERE run = ? AND position > ? AND position <= ? ORDER BY position
            """)) {
      rows.setLong(1, run);
      rows.setLong(2, after);
      rows.setLong(3, last);
      try (ResultSet row = rows.executeQuery()) {
        while (row.next()) {
          StoredEvent stored =
              new StoredEvent(
                  row.getString(1),
                  row.getLong(2),
                  row.getInt(3),
                  row.getLong(4),
                  row.getString(5),
                  row.getString(6));
          events.accept(stored.event(runId));
        }
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
