package io.eagleray.engine.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteOpenMode;

/** Opens connections to one database. */
final class SqliteConnections {
  /** How long a writer waits for another process's transaction. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** How far the write-ahead log grows, in pages of 4 KiB, before it is merged. */
  private static final int CHECKPOINT_PAGES = 2_000;

  private final Path database;
  private final Durability durability;

  /** Whether nothing can be written beside the database; then it is read as it is. */
  private volatile boolean immutable;

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
    if (immutable) {
      config.setReadOnly(true);
      config.setOpenMode(SQLiteOpenMode.OPEN_URI);
    }
    Connection connection =
        JDBC.createConnection(
            "jdbc:sqlite:" + (immutable ? immutableFile() : database), config.toProperties());
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA wal_autocheckpoint=" + CHECKPOINT_PAGES);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private String immutableFile() {
    return "file:" + database.toUri().getRawPath() + "?immutable=1";
  }

  /**
   * A connection to the database in this version's form. Where SQLite cannot make the files that it
   * needs even to read, as in a folder on a read-only file system, this and all later connections
   * are such that only read.
   */
  Connection openMigrated() throws SQLException {
    try {
      return migrated();
    } catch (SQLException e) {
      if (!SqliteFaults.isUnwritable(e) || !isWholeWithoutLog()) {
        throw e;
      }
      immutable = true;
      return migrated();
    }
  }

  /** Whether there is a database, and nothing that only its write-ahead log has. */
  private boolean isWholeWithoutLog() {
    return Files.isReadable(database)
        && database.resolveSibling(database.getFileName() + "-wal").toFile().length() == 0;
  }

  private Connection migrated() throws SQLException {
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
