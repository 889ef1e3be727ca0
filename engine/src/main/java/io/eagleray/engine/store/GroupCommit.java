package io.eagleray.engine.store;

import io.eagleray.spi.RunStoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Appenders queue what they have, and whoever gets the lock first writes all that is queued
 * together. Thread-safe.
 *
 * @param <T> what one append writes
 */
public final class GroupCommit<T> {
  private final ConcurrentLinkedQueue<Entry<T>> queue = new ConcurrentLinkedQueue<>();
  private final ReentrantLock lock;
  private final Writing<T> writing;

  /**
   * @param lock held while something is written
   */
  public GroupCommit(ReentrantLock lock, Writing<T> writing) {
    this.lock = lock;
    this.writing = writing;
  }

  /** Writes what is queued. */
  public interface Writing<T> {
    /**
     * Makes entries durable, all of them or none but those that fail by themselves.
     *
     * @throws RunStoreException if none could be written
     */
    void write(List<Entry<T>> entries);
  }

  /** One append. Written under the lock, read by its appender under it too. */
  public static final class Entry<T> {
    private final T content;
    private boolean done;
    private Optional<RuntimeException> failure = Optional.empty();

    private Entry(T content) {
      this.content = content;
    }

    public T content() {
      return content;
    }

    /** Makes this append fail, and no other. */
    public void fail(RuntimeException cause) {
      failure = Optional.of(cause);
    }
  }

  /** Returns when it is durable. */
  public void append(T content) {
    Entry<T> entry = new Entry<>(content);
    queue.add(entry);
    lock.lock();
    try {
      if (!entry.done) {
        writeQueued();
      }
    } finally {
      lock.unlock();
    }
    entry.failure.ifPresent(failure -> {
      throw failure;
    });
  }

  private void writeQueued() {
    List<Entry<T>> entries = new ArrayList<>();
    for (Entry<T> next = queue.poll(); next != null; next = queue.poll()) {
      entries.add(next);
    }
    try {
      writing.write(entries);
    } catch (RuntimeException e) {
      entries.forEach(entry -> entry.fail(e));
    } catch (Error e) {
      // Whoever waits must not take its entry for durable, whatever ended this thread's work.
      entries.forEach(entry -> entry.fail(new RunStoreException("not written: " + e, e)));
      throw e;
    } finally {
      entries.forEach(entry -> entry.done = true);
    }
  }
}
