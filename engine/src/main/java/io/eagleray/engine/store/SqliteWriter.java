package io.eagleray.engine.store;

import io.eagleray.spi.RunExistsException;
import io.eagleray.spi.UnknownRunException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The one connection of a store that writes. Not thread-safe. */
final class SqliteWriter implements AutoCloseable {
  private final Connection connection;
  private final Statement statement;

  private final EventInserts inserts;

  SqliteWriter(Connection connection) throws SQLException {
    this.connection = connection;
    this.statement = connection.createStatement();
    this.inserts = new EventInserts(connection);
  }

  void create(String runId) throws SQLException {
    try (PreparedStatement create =
        connection.prepareStatement("INSERT INTO runs(id) VALUES (?) ON CONFLICT DO NOTHING")) {
      create.setString(1, runId);
      if (create.executeUpdate() == 0) {
        throw new RunExistsException("the run id " + runId + " is taken");
      }
    }
  }

  void delete(String runId) throws SQLException {
    inTransaction(() -> {
      try (PreparedStatement events =
              connection.prepareStatement(
                  "DELETE FROM events WHERE run = (SELECT number FROM runs WHERE id = ?)");
          PreparedStatement run = connection.prepareStatement("DELETE FROM runs WHERE id = ?")) {
        events.setString(1, runId);
        events.executeUpdate();
        run.setString(1, runId);
        run.executeUpdate();
      }
    });
  }

  private interface Work {
    void run() throws SQLException;
  }

  private void inTransaction(Work work) throws SQLException {
    try {
      statement.execute("BEGIN IMMEDIATE");
      work.run();
      statement.execute("COMMIT");
    } catch (SQLException e) {
      rollBack(e);
      throw e;
    }
  }

  /** Writes all batches in one transaction; a batch of an unknown run fails alone. */
  void append(List<GroupCommit.Entry<StoredEvents>> batches) throws SQLException {
    try {
      if (isOneStatement(batches)) {
        append(batches.getFirst());
      } else {
        inTransaction(() -> {
          for (GroupCommit.Entry<StoredEvents> batch : batches) {
            append(batch);
          }
        });
      }
    } catch (SQLException e) {
      forgetInserts(e);
      throw e;
    }
  }

  /** Such a one is a transaction of its own. */
  private static boolean isOneStatement(List<GroupCommit.Entry<StoredEvents>> batches) {
    return batches.size() == 1 && batches.getFirst().content().events().size() <= EventInserts.MOST;
  }

  private void append(GroupCommit.Entry<StoredEvents> batch) throws SQLException {
    String runId = batch.content().runId();
    List<StoredEvent> events = batch.content().events();
    for (int from = 0; from < events.size(); from += EventInserts.MOST) {
      int to = Math.min(events.size(), from + EventInserts.MOST);
      if (!inserts.append(runId, events.subList(from, to))) {
        batch.fail(new UnknownRunException("there is no run " + runId));
        return;
      }
    }
  }

  private void rollBack(SQLException cause) {
    try {
      statement.execute("ROLLBACK");
    } catch (SQLException alreadyRolledBack) {
      cause.addSuppressed(alreadyRolledBack);
    }
  }

  /** The driver finalises statements that failed. */
  private void forgetInserts(SQLException cause) {
    try {
      inserts.close();
    } catch (SQLException alreadyClosed) {
      cause.addSuppressed(alreadyClosed);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
