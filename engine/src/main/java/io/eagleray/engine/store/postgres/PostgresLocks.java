package io.eagleray.engine.store.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;

/** What the database tells of the locks of all processes. */
final class PostgresLocks {
  private static final String ADVISORY =
      """
      FROM pg_locks AS locks
      WHERE locks.locktype = 'advisory' AND locks.objsubid = 1 AND locks.granted
        AND locks.database = (SELECT oid FROM pg_database WHERE datname = current_database())
      """;

  private PostgresLocks() {}

  /** The runs that are locked. */
  static Set<RunKey> all(Connection connection) throws SQLException {
    Set<RunKey> keys = new HashSet<>();
    try (PreparedStatement rows =
            connection.prepareStatement(
                "SELECT locks.classid::bigint, locks.objid::bigint " + ADVISORY);
        ResultSet row = rows.executeQuery()) {
      while (row.next()) {
        keys.add(new RunKey(row.getLong(1) << 32 | row.getLong(2)));
      }
    }
    return keys;
  }

  /** The id of the process that holds a lock; empty where the database does not tell. */
  static String holder(Connection connection, RunKey key) throws SQLException {
    try (PreparedStatement rows =
        connection.prepareStatement(
            "SELECT (SELECT application_name FROM pg_stat_activity AS s WHERE s.pid = locks.pid) "
                + ADVISORY
                + " AND locks.classid::bigint = ? AND locks.objid::bigint = ?")) {
      rows.setLong(1, key.high());
      rows.setLong(2, key.low());
      try (ResultSet row = rows.executeQuery()) {
        String name = row.next() ? String.valueOf(row.getString(1)) : "";
        String[] words = name.split(" ");
        return words.length > 1 && words[0].equals("eagleray") ? words[1] : "";
      }
    }
  }
}
