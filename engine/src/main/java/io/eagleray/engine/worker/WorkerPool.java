package io.eagleray.engine.worker;

import io.eagleray.spi.RunnerContext.ProcessListener;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Warm workers of one kind. Thread-safe.
 *
 * <p>A worker that runs many tasks at once is shared by all that do not ask to be alone; others
 * serve one task at a time and wait for the next. Where all of these are busy, another is started
 * when calls have waited, all told, as long as the last start took: many short tasks then need no
 * second worker, and long ones have it soon. While one starts, that time does not count.
 */
public final class WorkerPool implements AutoCloseable {
  /**
   * After so many tasks a worker that serves one at a time is replaced: what user code leaked goes
   * with it.
   */
  static final int MAX_TASKS = 1_000;

  /** What a start is taken to cost before one has been seen. */
  static final Duration START = Duration.ofMillis(150);

  /** Starts that take longer, as in containers, are not waited for as long. */
  static final Duration LONG_START = Duration.ofMillis(500);

  private final Supplier<WorkerSpec> spec;
  private final ProcessListener listener;
  private final Deque<WorkerProcess> idle = new ArrayDeque<>();
  private final List<WorkerProcess> all = new ArrayList<>();
  private final Map<WorkerProcess, MemoryWatch> watches = new HashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition given = lock.newCondition();
  private Optional<WorkerProcess> shared = Optional.empty();
  private Duration patience = START;
  private Duration waited = Duration.ZERO;
  private int busy;
  private boolean closed;

  /**
   * @param spec how the next worker is started
   */
  public WorkerPool(Supplier<WorkerSpec> spec, ProcessListener listener) {
    this.spec = spec;
    this.listener = listener;
  }

  /** A worker for one task, started if none is free. To be given back. */
  Lease lease(boolean alone) {
    lock.lock();
    try {
      return found(alone);
    } finally {
      lock.unlock();
    }
  }

  /** The same, but waits for a busy one as long as that is better than starting another. */
  Lease patientLease(boolean alone) {
    lock.lock();
    try {
      awaitFree();
      return found(alone);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return found(alone);
    } finally {
      lock.unlock();
    }
  }

  private void awaitFree() throws InterruptedException {
    long start = LONG_START.toNanos();
    while (isWorthWaiting()) {
      boolean coming = start > 0 && all.stream().anyMatch(WorkerProcess::isStarting);
      long limit = coming ? start : patience.minus(waited).toNanos();
      if (limit <= 0) {
        return;
      }
      long begin = System.nanoTime();
      given.awaitNanos(limit);
      long spent = System.nanoTime() - begin;
      if (coming) {
        start -= spent;
      } else {
        waited = waited.plusNanos(spent);
      }
    }
  }

  private boolean isWorthWaiting() {
    return !closed
        && busy > 0
        && idle.isEmpty()
        && all.stream().noneMatch(worker -> worker.spec().concurrent());
  }

  private Lease found(boolean alone) {
    if (closed) {
      throw new IllegalStateException("the workers have been ended");
    }
    forgetDead();
    if (shared.isPresent() && !alone) {
      return new Lease(shared.get(), true);
    }
    WorkerProcess worker = idle.isEmpty() ? start() : idle.pop();
    boolean sharing = worker.spec().concurrent() && !alone;
    if (sharing) {
      shared = Optional.of(worker);
    } else {
      busy++;
    }
    return new Lease(worker, sharing);
  }

  private void forgetDead() {
    all.removeIf(worker -> !worker.isAlive());
    idle.removeIf(worker -> !worker.isAlive());
    watches.keySet().removeIf(worker -> !worker.isAlive());
    shared = shared.filter(WorkerProcess::isAlive);
  }

  private WorkerProcess start() {
    WorkerSpec what = spec.get();
    long begin = System.nanoTime();
    WorkerProcess worker =
        WorkerProcess.start(what, listener, () -> up(Duration.ofNanos(System.nanoTime() - begin)));
    all.add(worker);
    waited = Duration.ZERO;
    return worker;
  }

  private void up(Duration start) {
    lock.lock();
    try {
      patience = start.compareTo(LONG_START) < 0 ? start : LONG_START;
      given.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** A worker while a task is in it. */
  final class Lease {
    private final WorkerProcess worker;
    private final boolean shared;

    private Lease(WorkerProcess worker, boolean shared) {
      this.worker = worker;
      this.shared = shared;
    }

    WorkerProcess worker() {
      return worker;
    }

    void release() {
      if (!shared) {
        giveBack(worker);
      }
    }
  }

  private void giveBack(WorkerProcess worker) {
    boolean worn;
    lock.lock();
    try {
      worn =
          closed
              || worker.taskCount() >= MAX_TASKS
              || watches.computeIfAbsent(worker, any -> new MemoryWatch(worker.pid())).hasGrown();
      if (!worn && worker.isAlive()) {
        idle.push(worker);
      }
      busy--;
      given.signal();
    } finally {
      lock.unlock();
    }
    if (worn) {
      Thread.ofVirtual().start(worker::close);
    }
  }

  @Override
  public void close() {
    List<WorkerProcess> living;
    lock.lock();
    try {
      closed = true;
      living = List.copyOf(all);
      all.clear();
      idle.clear();
      given.signalAll();
    } finally {
      lock.unlock();
    }
    List<Thread> closing =
        living.stream().map(worker -> Thread.ofVirtual().start(worker::close)).toList();
    for (Thread thread : closing) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        living.forEach(WorkerProcess::kill);
      }
    }
  }
}
