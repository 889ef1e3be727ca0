package io.eagleray.engine.store.postgres;

import io.eagleray.spi.RunBusyException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The one connection of a store that writes, and that holds the locks of the runs that this process
 * drives. Both are of one session, so whoever writes still has its locks: a session that was lost
 * is followed by one that takes them again before anything is written. Not thread-safe.
 */
final class PostgresSession implements AutoCloseable {
  private static final long TURN = TimeUnit.MILLISECONDS.toNanos(20);
  private static final int MOST_TURNS = 500;

  private final PostgresConnections connections;
  private final Map<RunKey, String> held = new LinkedHashMap<>();
  private Optional<Connection> connection = Optional.empty();

  PostgresSession(PostgresConnections connections) {
    this.connections = connections;
  }

  /** What is done with the connection. */
  interface Work<T> {
    T run(Connection connection) throws SQLException;
  }

  /**
   * Does the work in one transaction.
   *
   * @throws RunBusyException if the session was lost, and another process took a lock meanwhile
   */
  <T> T transaction(Work<T> work) throws SQLException {
    Connection now = connection();
    try {
      now.setAutoCommit(false);
      T result = work.run(now);
      now.commit();
      now.setAutoCommit(true);
      return result;
    } catch (SQLException | RuntimeException e) {
      undo(now, e);
      throw e;
    }
  }

  private void undo(Connection failed, Exception cause) {
    try {
      failed.rollback();
      failed.setAutoCommit(true);
    } catch (SQLException alreadyLost) {
      cause.addSuppressed(alreadyLost);
      lose();
    }
  }

  private Connection connection() throws SQLException {
    if (connection.isEmpty()) {
      Connection opened = connections.open();
      try {
        endPredecessor(opened);
        for (Map.Entry<RunKey, String> lock : held.entrySet()) {
          take(opened, lock.getKey(), lock.getValue());
        }
      } catch (SQLException | RuntimeException e) {
        opened.close();
        throw e;
      }
      connection = Optional.of(opened);
    }
    return connection.get();
  }

  /**
   * A session that this side has lost may live on in the database for a while, with its locks. It
   * is told to end, and takes a moment to do so.
   */
  private void endPredecessor(Connection opened) throws SQLException {
    if (held.isEmpty()) {
      return;
    }
    try (PreparedStatement end =
        opened.prepareStatement(
            """
            SELECT pg_terminate_backend(locks.pid) FROM pg_locks AS locks
            JOIN pg_stat_activity AS sessions ON sessions.pid = locks.pid
            WHERE locks.locktype = 'advisory' AND sessions.application_name = ?
              AND locks.pid <> pg_backend_pid()
            """)) {
      end.setString(1, connections.name());
      for (int turn = 0; turn < MOST_TURNS && isAnyToldToEnd(end); turn++) {
        LockSupport.parkNanos(TURN);
      }
    }
  }

  private static boolean isAnyToldToEnd(PreparedStatement end) throws SQLException {
    try (ResultSet sessions = end.executeQuery()) {
      return sessions.next();
    }
  }

  /** Takes the lock of a run. */
  void lock(String runId) throws SQLException {
    RunKey key = key(runId);
    if (held.containsKey(key)) {
      throw busy(runId, Long.toString(ProcessHandle.current().pid()));
    }
    take(connection(), key, runId);
    held.put(key, runId);
  }

  boolean holds(String runId) {
    return held.containsKey(key(runId));
  }

  private RunKey key(String runId) {
    return RunKey.of(connections.address().schema(), runId);
  }

  private static void take(Connection connection, RunKey key, String runId) throws SQLException {
    try (PreparedStatement take = connection.prepareStatement("SELECT pg_try_advisory_lock(?)")) {
      take.setLong(1, key.number());
      try (ResultSet row = take.executeQuery()) {
        row.next();
        if (!row.getBoolean(1)) {
          throw busy(runId, PostgresLocks.holder(connection, key));
        }
      }
    }
  }

  private static RunBusyException busy(String runId, String pid) {
    String holder = pid.isEmpty() ? "another process" : "process " + pid;
    return new RunBusyException("run " + runId + " is driven by " + holder + " now");
  }

  /** Gives the lock of a run up; a session that cannot say so is ended, and its locks with it. */
  void unlock(String runId) {
    RunKey key = key(runId);
    if (held.remove(key) == null || connection.isEmpty()) {
      return;
    }
    try (PreparedStatement give =
        connection.get().prepareStatement("SELECT pg_advisory_unlock(?)")) {
      give.setLong(1, key.number());
      give.executeQuery().close();
    } catch (SQLException lost) {
      lose();
    }
  }

  /** Gives the connection up; the next work opens another. */
  void lose() {
    try {
      if (connection.isPresent()) {
        connection.get().close();
      }
    } catch (SQLException alreadyLost) {
      // There is nothing more to give up.
    } finally {
      connection = Optional.empty();
    }
  }

  @Override
  public void close() {
    held.clear();
    lose();
  }
}
