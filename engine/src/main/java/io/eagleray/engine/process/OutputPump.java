package io.eagleray.engine.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/**
 * Reads what a worker prints and writes each task's part to its log.
 *
 * <p>Tasks are announced with {@link #begin} in the order in which the worker gets them; the line
 * at the end of each one's output ({@code docs/design/worker-protocol.md}) turns to the next log.
 * What is printed between tasks goes to the worker's own log. Uses the same memory however much is
 * printed.
 */
public final class OutputPump {
  private static final int BUFFER = 1 << 16;

  private final InputStream source;
  private final OutputLog own;
  private final EndMarker marker = new EndMarker();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Part> parts = new ArrayDeque<>();
  private boolean ended;

  private record Part(long task, OutputLog log) {}

  private OutputPump(InputStream source, OutputLog own) {
    this.source = source;
    this.own = own;
  }

  /**
   * Starts to read, until the stream ends.
   *
   * @param worker for the name of the thread
   * @param log for what belongs to no task
   * @param filter takes secrets out on the way to it
   */
  public static OutputPump start(
      String worker, InputStream source, Path log, UnaryOperator<OutputStream> filter) {
    OutputPump pump = new OutputPump(source, new OutputLog(log, filter));
    Thread.ofPlatform().daemon().name("output of " + worker).start(pump::run);
    return pump;
  }

  /**
   * Announces a task, before the worker hears of it.
   *
   * @param log is appended to, and made where there is something to write
   * @param filter takes secrets out on the way to it
   */
  public void begin(long task, Path log, UnaryOperator<OutputStream> filter) {
    lock.lock();
    try {
      parts.add(new Part(task, new OutputLog(log, filter)));
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until all that a task printed is in its log.
   *
   * @return false when the time was up first
   */
  public boolean awaitEnd(long task, Duration limit) throws InterruptedException {
    long nanos = limit.toNanos();
    lock.lock();
    try {
      while (!ended && parts.stream().anyMatch(part -> part.task() == task)) {
        if (nanos <= 0) {
          return false;
        }
        nanos = changed.awaitNanos(nanos);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until the worker has closed its output.
   *
   * @return false when the time was up first
   */
  public boolean awaitEnd(Duration limit) throws InterruptedException {
    long nanos = limit.toNanos();
    lock.lock();
    try {
      while (!ended) {
        if (nanos <= 0) {
          return false;
        }
        nanos = changed.awaitNanos(nanos);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    byte[] buffer = new byte[BUFFER];
    try (source) {
      for (int read = source.read(buffer); read >= 0; read = source.read(buffer)) {
        accept(buffer, read);
        current().flush();
      }
    } catch (IOException workerGone) {
      // As good as the end.
    } finally {
      end();
    }
  }

  private void accept(byte[] bytes, int length) {
    int start = 0;
    for (int at = 0; at < length; at++) {
      if (marker.isEmpty()) {
        if (bytes[at] == EndMarker.START) {
          current().write(bytes, start, at - start);
          marker.accept(bytes[at]);
          start = at + 1;
        }
      } else {
        start = at + 1;
        match(bytes[at]);
      }
    }
    if (marker.isEmpty()) {
      current().write(bytes, start, length - start);
    }
  }

  private void match(byte next) {
    if (next == EndMarker.START) {
      write(marker.take());
      marker.accept(next);
      return;
    }
    switch (marker.accept(next)) {
      case OPEN -> {}
      case NONE -> write(marker.take());
      case WHOLE -> {
        long task = marker.task();
        byte[] line = marker.take();
        if (!end(task)) {
          write(line);
        }
      }
    }
  }

  private void write(byte[] bytes) {
    current().write(bytes, 0, bytes.length);
  }

  private OutputLog current() {
    lock.lock();
    try {
      return Optional.ofNullable(parts.peek()).map(Part::log).orElse(own);
    } finally {
      lock.unlock();
    }
  }

  /** Turns to the log behind that task's; false when no such task was announced. */
  private boolean end(long task) {
    lock.lock();
    try {
      if (parts.stream().noneMatch(part -> part.task() == task)) {
        return false;
      }
      boolean found = false;
      while (!found) {
        Part part = parts.remove();
        part.log().close();
        found = part.task() == task;
      }
      changed.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void end() {
    write(marker.take());
    lock.lock();
    try {
      parts.forEach(part -> part.log().close());
      parts.clear();
      own.close();
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
