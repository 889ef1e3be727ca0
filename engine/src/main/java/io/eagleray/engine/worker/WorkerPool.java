package io.eagleray.engine.worker;

import io.eagleray.spi.RunnerContext.ProcessListener;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Warm workers of one kind. Thread-safe.
 *
 * <p>A worker that runs many tasks at once is shared by all that do not ask to be alone; others
 * serve one task at a time and wait for the next.
 */
public final class WorkerPool implements AutoCloseable {
  /**
   * After so many tasks a worker that serves one at a time is replaced: what user code leaked goes
   * with it.
   */
  static final int MAX_TASKS = 1_000;

  private final Supplier<WorkerSpec> spec;
  private final ProcessListener listener;
  private final Deque<WorkerProcess> idle = new ArrayDeque<>();
  private final List<WorkerProcess> all = new ArrayList<>();
  private final Map<WorkerProcess, MemoryWatch> watches = new HashMap<>();
  private Optional<WorkerProcess> shared = Optional.empty();
  private boolean closed;

  /**
   * @param spec how the next worker is started
   */
  public WorkerPool(Supplier<WorkerSpec> spec, ProcessListener listener) {
    this.spec = spec;
    this.listener = listener;
  }

  /** A worker for one task, started if none is free. To be given back. */
  synchronized Lease lease(boolean alone) {
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
    WorkerProcess worker = WorkerProcess.start(spec.get(), listener);
    all.add(worker);
    return worker;
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
    synchronized (this) {
      worn =
          closed
              || worker.taskCount() >= MAX_TASKS
              || watches.computeIfAbsent(worker, any -> new MemoryWatch(worker.pid())).hasGrown();
      if (!worn && worker.isAlive()) {
        idle.push(worker);
      }
    }
    if (worn) {
      Thread.ofVirtual().start(worker::close);
    }
  }

  @Override
  public void close() {
    List<WorkerProcess> living;
    synchronized (this) {
      closed = true;
      living = List.copyOf(all);
      all.clear();
      idle.clear();
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
