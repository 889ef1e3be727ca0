package io.eagleray.engine.store;

import io.eagleray.problem.EnvironmentException;
import io.eagleray.run.Event;
import io.eagleray.spi.EarlierStep;
import io.eagleray.spi.RunStore;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the logs of all runs in {@code <state>/eagleray.db}, which any number of processes may read
 * and write at once. Thread-safe.
 */
public final class SqliteRunStore implements RunStore {
  /** The name of the database in the state folder. */
  public static final String DATABASE = "eagleray.db";

  private final SqliteConnections connections;
  private final SqliteFaults faults;
  private final SqliteWriter writer;
  private final ReentrantLock writing = new ReentrantLock();
  private final GroupCommit<StoredEvents> appends;
  private final ConcurrentLinkedDeque<SqliteReader> idleReaders = new ConcurrentLinkedDeque<>();
  private final DriverLocks locks;

  private SqliteRunStore(Path state, SqliteConnections connections, SqliteFaults faults)
      throws SQLException {
    this.connections = connections;
    this.faults = faults;
    this.writer = new SqliteWriter(connections.openMigrated());
    this.appends = new GroupCommit<>(writing, faults.telling(writer::append));
    this.locks = new DriverLocks(state.resolve("runs"));
  }

  /** Opens the store of a state folder; both are made where they are missing. */
  public static SqliteRunStore open(Path state) {
    return open(state, Durability.PROCESS);
  }

  /** Opens the store of a state folder, with events that survive what {@code durability} says. */
  public static SqliteRunStore open(Path state, Durability durability) {
    return open(state, durability, UserCache.folder());
  }

  /**
   * Opens the store of a state folder; both are made where they are missing.
   *
   * @param cache a folder that may be written, where SQLite's native library is kept
   * @throws EnvironmentException if the folder cannot be used; the message says what to do
   */
  public static SqliteRunStore open(Path state, Durability durability, Path cache) {
    Path folder = StateFolder.prepare(state);
    Path database = folder.resolve(DATABASE);
    NativeLibrary.prepare(cache);
    SqliteFaults faults = new SqliteFaults(database);
    try {
      return new SqliteRunStore(folder, new SqliteConnections(database, durability), faults);
    } catch (SQLException e) {
      throw faults.whenOpening(e);
    }
  }

  @Override
  public void create(String runId) {
    RunId.check(runId);
    write(() -> writer.create(runId));
  }

  @Override
  public void append(String runId, List<Event> events) {
    if (!events.isEmpty()) {
      appends.append(StoredEvents.of(runId, events));
    }
  }

  @Override
  public long read(String runId, long after, Consumer<Event> events) {
    return query(reader -> reader.read(runId, after, events));
  }

  @Override
  public void read(String runId, Excerpt excerpt, Consumer<Event> events) {
    query(reader -> reader.read(runId, excerpt, events));
  }

  @Override
  public Optional<EarlierStep> earlier(String key, String exceptRun) {
    return query(reader -> reader.earlier(key, exceptRun));
  }

  @Override
  public List<String> runs() {
    return query(SqliteReader::runs);
  }

  @Override
  public boolean exists(String runId) {
    return query(reader -> reader.exists(runId));
  }

  /**
   * {@inheritDoc}
   *
   * @throws io.eagleray.spi.RunBusyException if a process drives it
   */
  @Override
  public void delete(String runId) {
    try (RunLock lock = locks.lock(runId)) {
      write(() -> writer.delete(runId));
      locks.forget(runId);
    }
  }

  @Override
  public RunLock lock(String runId) {
    return locks.lock(runId);
  }

  @Override
  public boolean isLocked(String runId) {
    return locks.isLocked(runId);
  }

  /** Gives up the connections. Locks of runs are given up by their own {@code close}. */
  @Override
  public void close() {
    write(writer::close);
    for (@Nullable SqliteReader reader = idleReaders.poll();
        reader != null;
        reader = idleReaders.poll()) {
      try (SqliteReader closing = reader) {
        continue;
      } catch (SQLException e) {
        throw faults.whenUsing(e);
      }
    }
  }

  private interface Writing {
    void run() throws SQLException;
  }

  private interface Query<T> {
    T of(SqliteReader reader) throws SQLException;
  }

  private void write(Writing work) {
    writing.lock();
    try {
      work.run();
    } catch (SQLException e) {
      throw faults.whenUsing(e);
    } finally {
      writing.unlock();
    }
  }

  /** Readers have connections of their own, so that a slow one holds up no writer. */
  private <T> T query(Query<T> query) {
    try {
      @Nullable SqliteReader idle = idleReaders.poll();
      SqliteReader reader = idle != null ? idle : new SqliteReader(connections.open());
      try {
        return query.of(reader);
      } finally {
        idleReaders.push(reader);
      }
    } catch (SQLException e) {
      throw faults.whenUsing(e);
    }
  }
}
