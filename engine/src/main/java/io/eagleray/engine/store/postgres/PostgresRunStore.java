package io.eagleray.engine.store.postgres;

import io.eagleray.engine.store.GroupCommit;
import io.eagleray.engine.store.RunId;
import io.eagleray.engine.store.StoredEvents;
import io.eagleray.problem.EnvironmentException;
import io.eagleray.run.Event;
import io.eagleray.spi.EarlierStep;
import io.eagleray.spi.RunStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps run logs in a PostgreSQL database. A database that goes away is waited for, within a limit.
 * Thread-safe.
 */
public final class PostgresRunStore implements RunStore {
  private final PostgresConnections connections;
  private final PostgresSession session;
  private final PostgresFaults faults;
  private final Outage outage;
  private final ReentrantLock writing = new ReentrantLock();
  private final GroupCommit<StoredEvents> appends;
  private final ConcurrentLinkedDeque<Connection> idleReaders = new ConcurrentLinkedDeque<>();

  private PostgresRunStore(PostgresAddress address) {
    this.connections = new PostgresConnections(address);
    this.session = new PostgresSession(connections);
    this.faults = new PostgresFaults(address.place());
    this.outage = new Outage(address.patience(), faults);
    this.appends =
        new GroupCommit<>(
            writing,
            batches ->
                transaction(
                    (connection, again) -> PostgresWriter.append(connection, batches, again)));
  }

  /**
   * Opens a database, and makes our tables where they are missing.
   *
   * @throws EnvironmentException if it cannot be used; the message says what to do
   */
  static PostgresRunStore open(PostgresAddress address) {
    PostgresRunStore store = new PostgresRunStore(address);
    try (Connection connection = store.connections.open()) {
      PostgresSchema.migrate(connection, address);
      return store;
    } catch (SQLException e) {
      throw store.faults.whenOpening(e);
    }
  }

  @Override
  public void create(String runId) {
    RunId.check(runId);
    writing.lock();
    try {
      transaction((connection, again) -> PostgresWriter.create(connection, runId, again));
    } finally {
      writing.unlock();
    }
  }

  @Override
  public void append(String runId, List<Event> events) {
    if (!events.isEmpty()) {
      appends.append(StoredEvents.of(runId, events));
    }
  }

  private interface Change {
    boolean make(Connection connection, boolean again) throws SQLException;
  }

  private void transaction(Change change) {
    outage.outlast(again -> session.transaction(connection -> change.make(connection, again)));
  }

  @Override
  public long read(String runId, long after, Consumer<Event> events) {
    // What was told is not told again where the database went away in between.
    AtomicLong told = new AtomicLong(after);
    return query(connection ->
        PostgresReader.read(
            connection,
            runId,
            told.get(),
            event -> {
              told.incrementAndGet();
              events.accept(event);
            }));
  }

  @Override
  public void read(String runId, Excerpt excerpt, Consumer<Event> events) {
    // Told at the end: nothing is told twice where the database went away in between.
    List<Event> found =
        query(connection -> {
          List<Event> excerpted = new ArrayList<>();
          PostgresReader.read(connection, runId, excerpt, excerpted::add);
          return excerpted;
        });
    found.forEach(events);
  }

  @Override
  public Optional<EarlierStep> earlier(String key, String exceptRun) {
    return query(connection -> PostgresReader.earlier(connection, key, exceptRun));
  }

  @Override
  public List<String> runs() {
    return query(PostgresReader::runs);
  }

  @Override
  public boolean exists(String runId) {
    return query(connection -> PostgresReader.exists(connection, runId));
  }

  /**
   * {@inheritDoc}
   *
   * @throws io.eagleray.spi.RunBusyException if a process drives it
   */
  @Override
  public void delete(String runId) {
    try (RunLock lock = lock(runId)) {
      writing.lock();
      try {
        transaction((connection, again) -> PostgresWriter.delete(connection, runId));
      } finally {
        writing.unlock();
      }
    }
  }

  @Override
  public RunLock lock(String runId) {
    RunId.check(runId);
    writing.lock();
    try {
      outage.outlast(again -> {
        try {
          session.lock(runId);
          return true;
        } catch (SQLException e) {
          session.lose();
          throw e;
        }
      });
      return new Held(runId);
    } finally {
      writing.unlock();
    }
  }

  @Override
  public boolean isLocked(String runId) {
    RunId.check(runId);
    if (isOurs(runId)) {
      return true;
    }
    RunKey key = RunKey.of(connections.address().schema(), runId);
    return query(PostgresLocks::all).contains(key);
  }

  private boolean isOurs(String runId) {
    writing.lock();
    try {
      return session.holds(runId);
    } finally {
      writing.unlock();
    }
  }

  @Override
  public Set<String> driven() {
    Set<RunKey> locked = query(PostgresLocks::all);
    String schema = connections.address().schema();
    return runs().stream()
        .filter(run -> locked.contains(RunKey.of(schema, run)) || isOurs(run))
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public void close() {
    writing.lock();
    try {
      session.close();
    } finally {
      writing.unlock();
    }
    for (@Nullable Connection reader = idleReaders.poll();
        reader != null;
        reader = idleReaders.poll()) {
      closeQuietly(reader);
    }
  }

  private interface Query<T> {
    T of(Connection connection) throws SQLException;
  }

  /** Readers have connections of their own, so that a slow one holds up no writer. */
  private <T> T query(Query<T> query) {
    return outage.outlast(again -> {
      @Nullable Connection idle = again ? null : idleReaders.poll();
      Connection reader = idle != null ? idle : connections.open();
      try {
        T result = query.of(reader);
        idleReaders.push(reader);
        return result;
      } catch (SQLException | RuntimeException e) {
        closeQuietly(reader);
        throw e;
      }
    });
  }

  private static void closeQuietly(Connection connection) {
    try {
      connection.close();
    } catch (SQLException alreadyLost) {
      // There is nothing more to give up.
    }
  }

  private final class Held implements RunLock {
    private final String runId;
    private final AtomicBoolean closed = new AtomicBoolean();

    Held(String runId) {
      this.runId = runId;
    }

    @Override
    public void close() {
      if (!closed.getAndSet(true)) {
        writing.lock();
        try {
          session.unlock(runId);
        } finally {
          writing.unlock();
        }
      }
    }
  }
}
