package io.eagleray.engine.store.postgres;

import io.eagleray.engine.store.GroupCommit;
import io.eagleray.engine.store.StoredEvent;
import io.eagleray.engine.store.StoredEvents;
import io.eagleray.spi.RunExistsException;
import io.eagleray.spi.UnknownRunException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;

/** What changes the tables, each in a transaction of its caller. */
final class PostgresWriter {
  private PostgresWriter() {}

  /**
   * Makes a run.
   *
   * @param again whether it may have been made by an earlier try of the same
   */
  static boolean create(Connection connection, String runId, boolean again) throws SQLException {
    try (PreparedStatement create =
        connection.prepareStatement("INSERT INTO runs(id) VALUES (?) ON CONFLICT DO NOTHING")) {
      create.setString(1, runId);
      if (create.executeUpdate() == 0 && !again) {
        throw new RunExistsException("the run id " + runId + " is taken");
      }
      return true;
    }
  }

  static boolean delete(Connection connection, String runId) throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement("DELETE FROM runs WHERE id = ?")) {
      delete.setString(1, runId);
      return delete.executeUpdate() > 0;
    }
  }

  /**
   * Appends; a batch of an unknown run fails alone.
   *
   * @param again whether the batches may be there from an earlier try
   */
  static boolean append(
      Connection connection, List<GroupCommit.Entry<StoredEvents>> batches, boolean again)
      throws SQLException {
    // Two processes take the rows of several runs in one order, and so do not wait for each other.
    List<GroupCommit.Entry<StoredEvents>> ordered =
        batches.stream().sorted(Comparator.comparing(batch -> batch.content().runId())).toList();
    for (GroupCommit.Entry<StoredEvents> batch : ordered) {
      append(connection, batch, again);
    }
    return true;
  }

  private static void append(
      Connection connection, GroupCommit.Entry<StoredEvents> batch, boolean again)
      throws SQLException {
    String runId = batch.content().runId();
    long run;
    // One writer of a run at a time, so that positions have no gaps.
    try (PreparedStatement find =
        connection.prepareStatement("SELECT number FROM runs WHERE id = ? FOR UPDATE")) {
      find.setString(1, runId);
      try (ResultSet row = find.executeQuery()) {
        if (!row.next()) {
          batch.fail(new UnknownRunException("there is no run " + runId));
          return;
        }
        run = row.getLong(1);
      }
    }
    List<StoredEvent> events = batch.content().events();
    if (!again || !isThere(connection, run, events.getFirst())) {
      insert(connection, run, events);
    }
  }

  /** The answer to a commit may be lost with the connection, and the commit done all the same. */
  private static boolean isThere(Connection connection, long run, StoredEvent event)
      throws SQLException {
    try (PreparedStatement find =
        connection.prepareStatement(
            """
            SELECT 1 FROM events
            WHERE run = ? AND writer = ? AND sequence = ? AND epoch = ? AND at = ?
            """)) {
      find.setLong(1, run);
      find.setString(2, event.writer());
      find.setLong(3, event.sequence());
      find.setInt(4, event.epoch());
      find.setLong(5, event.at());
      try (ResultSet row = find.executeQuery()) {
        return row.next();
      }
    }
  }

  private static void insert(Connection connection, long run, List<StoredEvent> events)
      throws SQLException {
    long position = last(connection, run);
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO events VALUES (?,?,?,?,?,?,?,?,?)")) {
      for (StoredEvent event : events) {
        insert.setLong(1, run);
        insert.setLong(2, ++position);
        insert.setString(3, event.writer());
        insert.setLong(4, event.sequence());
        insert.setInt(5, event.epoch());
        insert.setLong(6, event.at());
        insert.setString(7, event.type());
        insert.setString(8, event.body());
        insert.setString(9, event.key().orElse(null));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static long last(Connection connection, long run) throws SQLException {
    try (PreparedStatement last =
        connection.prepareStatement(
            "SELECT COALESCE(MAX(position), 0) FROM events WHERE run = ?")) {
      last.setLong(1, run);
      try (ResultSet row = last.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }
}
