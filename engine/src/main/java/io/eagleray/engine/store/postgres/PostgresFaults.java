package io.eagleray.engine.store.postgres;

import io.eagleray.problem.EnvironmentException;
import io.eagleray.spi.RunStoreException;
import io.eagleray.spi.StoreAwayException;
import java.sql.SQLException;
import java.time.Duration;

/** PostgreSQL's errors in words that say what to do. */
final class PostgresFaults {
  private final String place;

  PostgresFaults(String place) {
    this.place = place;
  }

  /**
   * Whether the database went away, is starting, or undid a transaction that may be tried again.
   */
  static boolean mayPass(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    return state.startsWith("08")
        || switch (state) {
          // Shut down, crashed, starting; too many connections; deadlock, conflict.
          case "57P01", "57P02", "57P03", "53300", "40P01", "40001" -> true;
          default -> false;
        };
  }

  EnvironmentException whenOpening(SQLException e) {
    return new EnvironmentException(
        "the run log store "
            + place
            + " cannot be used: "
            + oneLine(e)
            + "; mend url, user, password or schema of run-log-store in the config file, or start the"
            + " database",
        e);
  }

  RunStoreException whenUsing(SQLException e) {
    return new RunStoreException(
        "the run log store " + place + " cannot be used: " + oneLine(e), e);
  }

  StoreAwayException whenAway(SQLException e, Duration waited) {
    return new StoreAwayException(
        "the run log store "
            + place
            + " was away for more than "
            + waited.toSeconds()
            + " s ("
            + oneLine(e)
            + "); when it is back, resume the run",
        e);
  }

  private static String oneLine(SQLException e) {
    return String.valueOf(e.getMessage()).strip().replaceAll("\\s+", " ");
  }
}
