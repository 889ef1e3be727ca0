package io.eagleray.engine.store.postgres;

import io.eagleray.problem.EnvironmentException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The tables, as numbered steps. Append steps, never change one. */
final class PostgresSchema {
  /** One first start at a time; a number of our own. */
  private static final long SETUP_LOCK = 0x6561676c65726179L;

  private static final List<List<String>> STEPS =
      List.of(
          List.of(
              // Numbers are never used again, so a writer that kept one cannot reach another run.
              """
              CREATE TABLE runs(
                number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                id TEXT NOT NULL UNIQUE)
              """,
              // Positions count from 1 without gaps. Times are nanoseconds since 1970.
              """
              CREATE TABLE events(
                run BIGINT NOT NULL REFERENCES runs(number) ON DELETE CASCADE,
                position BIGINT NOT NULL,
                writer TEXT NOT NULL,
                sequence BIGINT NOT NULL,
                epoch INTEGER NOT NULL,
                at BIGINT NOT NULL,
                type TEXT NOT NULL,
                body TEXT NOT NULL,
                PRIMARY KEY (run, position))
              """),
          List.of(
              "ALTER TABLE events ADD COLUMN key TEXT",
              "CREATE INDEX events_by_key ON events(key, at) WHERE key IS NOT NULL"));

  private PostgresSchema() {}

  /**
   * Brings a schema up to date.
   *
   * @throws EnvironmentException if a newer version wrote it
   */
  static void migrate(Connection connection, PostgresAddress address) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (version(statement, address) < STEPS.size()) {
        connection.setAutoCommit(false);
        takeSteps(statement, address);
        connection.commit();
      }
    }
  }

  private static void takeSteps(Statement statement, PostgresAddress address) throws SQLException {
    statement.execute("SELECT pg_advisory_xact_lock(" + SETUP_LOCK + ")");
    // Whoever may not make a schema can use one that somebody else has made.
    if (!isTrue(statement, "SELECT to_regnamespace('" + address.schema() + "') IS NOT NULL")) {
      statement.execute("CREATE SCHEMA " + address.schema());
    }
    int version = version(statement, address);
    if (version == 0) {
      statement.execute("CREATE TABLE versions(version INTEGER NOT NULL)");
    }
    for (int step = version; step < STEPS.size(); step++) {
      for (String sql : STEPS.get(step)) {
        statement.execute(sql);
      }
      statement.execute("INSERT INTO versions VALUES (" + (step + 1) + ")");
    }
  }

  private static boolean isTrue(Statement statement, String query) throws SQLException {
    try (ResultSet row = statement.executeQuery(query)) {
      return row.next() && row.getBoolean(1);
    }
  }

  /** How many steps were taken. */
  private static int version(Statement statement, PostgresAddress address) throws SQLException {
    if (!isTrue(statement, "SELECT to_regclass('" + address.schema() + ".versions') IS NOT NULL")) {
      return 0;
    }
    try (ResultSet row = statement.executeQuery("SELECT COALESCE(MAX(version), 0) FROM versions")) {
      row.next();
      int version = row.getInt(1);
      if (version > STEPS.size()) {
        throw new EnvironmentException(
            "the schema "
                + address.schema()
                + " of "
                + address.place()
                + " was written by a newer version of Eagleray (format "
                + version
                + ", this one reads up to "
                + STEPS.size()
                + "); use that version, or another schema");
      }
      return version;
    }
  }
}
