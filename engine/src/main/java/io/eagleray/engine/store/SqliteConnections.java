package io.eagleray.engine.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.SynchronousMode;

/** Opens connections to one database. */
final class SqliteConnections {
  /** How long a writer waits for another process's transaction. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** How far the write-ahead log grows, in pages of 4 KiB, before it is merged. */
  private static final int CHECKPOINT_PAGES = 2_000;

  private final Path database;
  private final Durability durability;

  SqliteConnections(Path database, Durability durability) {
    this.database = database;
    this.durability = durability;
  }

  Connection open() throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout((int) PATIENCE.toMillis());
    // Else every insert is followed by a query for the key that it generated.
    config.setGetGeneratedKeys(false);
    config.setSynchronous(SynchronousMode.valueOf(durability.synchronous()));
    Connection connection = JDBC.createConnection("jdbc:sqlite:" + database, config.toProperties());
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA wal_autocheckpoint=" + CHECKPOINT_PAGES);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** A connection to the database in this version's form. */
  Connection openMigrated() throws SQLException {
    Connection connection = open();
    try {
      SqliteSchema.migrate(connection, database);
      return connection;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }
}
