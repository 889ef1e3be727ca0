package io.eagleray.engine.store;

import io.eagleray.spi.RunExistsException;
import io.eagleray.spi.UnknownRunException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/** The one connection of a store that writes. Not thread-safe. */
final class SqliteWriter implements AutoCloseable {
  private final Connection connection;
  private final Statement statement;

  /** Kept between transactions; the driver finalises them when they fail. */
  private Optional<Prepared> prepared = Optional.empty();

  SqliteWriter(Connection connection) throws SQLException {
    this.connection = connection;
    this.statement = connection.createStatement();
  }

  private record Prepared(
      PreparedStatement begin,
      PreparedStatement head,
      PreparedStatement insert,
      PreparedStatement commit) {

    static Prepared on(Connection connection) throws SQLException {
      return new Prepared(
          connection.prepareStatement("BEGIN IMMEDIATE"),
          connection.prepareStatement(SqliteReader.HEAD),
          connection.prepareStatement("INSERT INTO events VALUES (?,?,?,?,?,?,?,?,?)"),
          connection.prepareStatement("COMMIT"));
    }

    void close() throws SQLException {
      begin.close();
      head.close();
      insert.close();
      commit.close();
    }
  }

  private Prepared prepared() throws SQLException {
    if (prepared.isEmpty()) {
      prepared = Optional.of(Prepared.on(connection));
    }
    return prepared.get();
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
    statement.execute("BEGIN IMMEDIATE");
    try (PreparedStatement events =
            connection.prepareStatement(
                "DELETE FROM events WHERE run = (SELECT number FROM runs WHERE id = ?)");
        PreparedStatement run = connection.prepareStatement("DELETE FROM runs WHERE id = ?")) {
      events.setString(1, runId);
      events.executeUpdate();
      run.setString(1, runId);
      run.executeUpdate();
      statement.execute("COMMIT");
    } catch (SQLException e) {
      rollBack(e);
      throw e;
    }
  }

  /** Writes all batches in one transaction; a batch of an unknown run fails alone. */
  void append(List<GroupCommit.Entry<StoredEvents>> batches) throws SQLException {
    try {
      Prepared statements = prepared();
      statements.begin().execute();
      for (GroupCommit.Entry<StoredEvents> batch : batches) {
        append(batch, statements);
      }
      statements.commit().execute();
    } catch (SQLException e) {
      rollBack(e);
      forgetPrepared(e);
      throw e;
    }
  }

  private void append(GroupCommit.Entry<StoredEvents> batch, Prepared statements)
      throws SQLException {
    PreparedStatement head = statements.head();
    PreparedStatement insert = statements.insert();
    long run;
    long position;
    head.setString(1, batch.content().runId());
    try (ResultSet row = head.executeQuery()) {
      if (!row.next()) {
        batch.fail(new UnknownRunException("there is no run " + batch.content().runId()));
        return;
      }
      run = row.getLong(1);
      position = row.getLong(2);
    }
    for (StoredEvent event : batch.content().events()) {
      insert.setLong(1, run);
      insert.setLong(2, ++position);
      insert.setString(3, event.writer());
      insert.setLong(4, event.sequence());
      insert.setInt(5, event.epoch());
      insert.setLong(6, event.at());
      insert.setString(7, event.type());
      insert.setString(8, event.body());
      insert.setString(9, event.key().orElse(null));
      insert.executeUpdate();
    }
  }

  private void rollBack(SQLException cause) {
    try {
      statement.execute("ROLLBACK");
    } catch (SQLException alreadyRolledBack) {
      cause.addSuppressed(alreadyRolledBack);
    }
  }

  private void forgetPrepared(SQLException cause) {
    try {
      if (prepared.isPresent()) {
        prepared.get().close();
      }
    } catch (SQLException alreadyClosed) {
      cause.addSuppressed(alreadyClosed);
    } finally {
      prepared = Optional.empty();
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
