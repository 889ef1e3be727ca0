package io.eagleray.engine.store;

import io.eagleray.problem.EnvironmentException;
import io.eagleray.spi.RunStoreException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.sqlite.SQLiteException;

/** SQLite's errors in words that say what to do. */
final class SqliteFaults {
  private final Path database;

  SqliteFaults(Path database) {
    this.database = database;
  }

  /** The error of a store that could not be opened. */
  EnvironmentException whenOpening(SQLException e) {
    return new EnvironmentException(message(e), e);
  }

  /** The error of a store that was open. */
  RunStoreException whenUsing(SQLException e) {
    return new RunStoreException(message(e), e);
  }

  /** A writing whose errors are told in words. */
  interface SqlWriting<T> {
    void write(List<GroupCommit.Entry<T>> entries) throws SQLException;
  }

  <T> GroupCommit.Writing<T> telling(SqlWriting<T> writing) {
    return entries -> {
      try {
        writing.write(entries);
      } catch (SQLException e) {
        throw whenUsing(e);
      }
    };
  }

  /** Whether it means that a file of the database can be neither made nor written. */
  static boolean isUnwritable(SQLException e) {
    return e instanceof SQLiteException fault && (code(fault) == 14 || code(fault) == 8);
  }

  /** Extended codes carry the plain one in their low byte. */
  private static int code(SQLiteException fault) {
    return fault.getResultCode().code & 0xff;
  }

  private String message(SQLException e) {
    if (!(e instanceof SQLiteException fault)) {
      return "the run log " + database + " cannot be used: " + oneLine(e);
    }
    return switch (code(fault)) {
      case 13 -> "no space left for the run log " + database + "; free some, then resume the run";
      case 8, 3, 23 ->
          "the run log "
              + database
              + " cannot be written; mend its permissions, or use --state DIR";
      case 14 ->
          "the run log " + database + " cannot be opened; mend its permissions, or use --state DIR";
      case 11, 26 ->
          "the run log "
              + database
              + " is damaged; move it away together with its -wal and -shm files, or restore a copy";
      case 5, 6 ->
          "the run log " + database + " was kept locked by another process for too long; try again";
      case 10 -> "the disk of the run log " + database + " fails or is full: " + oneLine(e);
      default -> "the run log " + database + " cannot be used: " + oneLine(e);
    };
  }

  private static String oneLine(SQLException e) {
    return String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
  }
}
