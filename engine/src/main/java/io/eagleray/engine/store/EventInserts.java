package io.eagleray.engine.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The statements that append events to a run: one for each small number of them, so that what
 * becomes durable together usually is a single statement, which needs no transaction around it.
 * Kept until they are closed. Not thread-safe.
 */
final class EventInserts implements AutoCloseable {
  /** So many events go into one statement. */
  static final int MOST = 4;

  private static final String HEAD =
      """
      WITH head AS MATERIALIZED (
        SELECT number AS run,
               (SELECT COALESCE(MAX(position), 0) FROM events WHERE run = number) AS last
        FROM runs WHERE id = ?)
      INSERT INTO events
      """;

  private final Connection connection;
  private final @Nullable PreparedStatement[] statements = new PreparedStatement[MOST];

  EventInserts(Connection connection) {
    this.connection = connection;
  }

  /**
   * Appends them, behind the last one.
   *
   * @param events at most {@link #MOST}
   * @return whether there is such a run
   */
  boolean append(String runId, List<StoredEvent> events) throws SQLException {
    PreparedStatement statement = statement(events.size());
    statement.setString(1, runId);
    int column = 1;
    for (StoredEvent event : events) {
      statement.setString(++column, event.writer());
      statement.setLong(++column, event.sequence());
      statement.setInt(++column, event.epoch());
      statement.setLong(++column, event.at());
      statement.setString(++column, event.type());
      statement.setString(++column, event.body());
      statement.setString(++column, event.key().orElse(null));
    }
    return statement.executeUpdate() > 0;
  }

  private PreparedStatement statement(int events) throws SQLException {
    PreparedStatement known = statements[events - 1];
    if (known != null) {
      return known;
    }
    StringBuilder sql = new StringBuilder(HEAD);
    for (int event = 1; event <= events; event++) {
      sql.append(event == 1 ? "" : " UNION ALL ")
          .append("SELECT run, last + ")
          .append(event)
          .append(", ?, ?, ?, ?, ?, ?, ? FROM head");
    }
    PreparedStatement made = connection.prepareStatement(sql.toString());
    statements[events - 1] = made;
    return made;
  }

  @Override
  public void close() throws SQLException {
    for (int i = 0; i < MOST; i++) {
      PreparedStatement statement = statements[i];
      statements[i] = null;
      if (statement != null) {
        statement.close();
      }
    }
  }
}
