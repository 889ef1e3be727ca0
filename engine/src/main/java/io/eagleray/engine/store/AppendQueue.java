package io.eagleray.engine.store;

import io.eagleray.run.Event;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Group commit: appenders queue their events, and whoever gets the lock first writes all that is
 * queued in one transaction.
 */
final class AppendQueue {
  private final ConcurrentLinkedQueue<Batch> queue = new ConcurrentLinkedQueue<>();
  private final ReentrantLock lock;
  private final SqliteWriter writer;
  private final SqliteFaults faults;

  AppendQueue(SqliteWriter writer, ReentrantLock lock, SqliteFaults faults) {
    this.writer = writer;
    this.lock = lock;
    this.faults = faults;
  }

  /** The events of one append. Written under the lock, read by its appender under it too. */
  static final class Batch {
    private final String runId;
    private final List<StoredEvent> events;
    private boolean done;
    private Optional<RuntimeException> failure = Optional.empty();

    private Batch(String runId, List<StoredEvent> events) {
      this.runId = runId;
      this.events = events;
    }

    String runId() {
      return runId;
    }

    List<StoredEvent> events() {
      return events;
    }

    void fail(RuntimeException cause) {
      failure = Optional.of(cause);
    }
  }

  /** Returns when the events are durable. */
  void append(String runId, List<Event> events) {
    List<StoredEvent> stored = new ArrayList<>(events.size());
    for (Event event : events) {
      stored.add(StoredEvent.of(event));
    }
    Batch batch = new Batch(runId, stored);
    queue.add(batch);
    lock.lock();
    try {
      if (!batch.done) {
        writeQueued();
      }
    } finally {
      lock.unlock();
    }
    batch.failure.ifPresent(failure -> {
      throw failure;
    });
  }

  private void writeQueued() {
    List<Batch> batches = new ArrayList<>();
    for (Batch next = queue.poll(); next != null; next = queue.poll()) {
      batches.add(next);
    }
    try {
      writer.append(batches);
    } catch (SQLException e) {
      batches.forEach(batch -> batch.fail(faults.whenUsing(e)));
    } finally {
      batches.forEach(batch -> batch.done = true);
    }
  }
}
