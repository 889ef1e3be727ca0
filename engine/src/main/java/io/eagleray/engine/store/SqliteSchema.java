package io.eagleray.engine.store;

import io.eagleray.problem.EnvironmentException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The tables, as numbered steps; {@code PRAGMA user_version} counts those that were taken. Append
 * steps, never change one.
 */
final class SqliteSchema {
  private static final List<List<String>> STEPS =
      List.of(
          List.of(
              // Numbers are never used again, so a writer that kept one cannot reach another run.
              """
              CREATE TABLE runs(
                number INTEGER PRIMARY KEY AUTOINCREMENT,
                id TEXT NOT NULL UNIQUE)
              """,
              // Positions count from 1 without gaps. Times are nanoseconds since 1970.
              """
              CREATE TABLE events(
                run INTEGER NOT NULL,
                position INTEGER NOT NULL,
                writer TEXT NOT NULL,
                sequence INTEGER NOT NULL,
                epoch INTEGER NOT NULL,
                at INTEGER NOT NULL,
                type TEXT NOT NULL,
                body TEXT NOT NULL,
                PRIMARY KEY (run, position)) WITHOUT ROWID
              """),
          List.of(
              "ALTER TABLE events ADD COLUMN key TEXT",
              "CREATE INDEX events_by_key ON events(key, at) WHERE key IS NOT NULL"));

  private SqliteSchema() {}

  /**
   * Brings a database up to date.
   *
   * @throws EnvironmentException if a newer version wrote it
   */
  static void migrate(Connection connection, Path database) throws SQLException {
    if (version(connection, database) == STEPS.size()) {
      return;
    }
    // SQLite does not wait for the switch to WAL, so two first starts need a lock of their own.
    synchronized (SqliteSchema.class) {
      try (FileChannel channel =
              FileChannel.open(
                  database.resolveSibling("setup.lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        takeSteps(connection, database);
      } catch (IOException e) {
        throw new EnvironmentException(
            "the state folder "
                + database.getParent()
                + " cannot be written ("
                + e.getMessage()
                + "); mend its permissions, or use --state DIR",
            e);
      }
    }
  }

  private static void takeSteps(Connection connection, Path database) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode=WAL");
      for (int step = version(connection, database); step < STEPS.size(); step++) {
        statement.execute("BEGIN IMMEDIATE");
        for (String sql : STEPS.get(step)) {
          statement.execute(sql);
        }
        statement.execute("PRAGMA user_version=" + (step + 1));
        statement.execute("COMMIT");
      }
    }
  }

  private static int version(Connection connection, Path database) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("PRAGMA user_version")) {
      int version = row.getInt(1);
      if (version > STEPS.size()) {
        throw new EnvironmentException(
            "the state folder "
                + database.getParent()
                + " was written by a newer version of Eagleray (format "
                + version
                + ", this one reads up to "
                + STEPS.size()
                + "); use that version, or another folder with --state DIR");
      }
      return version;
    }
  }
}
