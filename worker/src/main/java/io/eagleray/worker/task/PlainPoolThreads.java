package io.eagleray.worker.task;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;

/**
 * Makes the threads of the common pool, which serve all tasks: without this, a thread would stay
 * bound to the task that happened to start it. Named by a system property that {@link Tasks} sets.
 */
public final class PlainPoolThreads implements ForkJoinPool.ForkJoinWorkerThreadFactory {
  static final String PROPERTY = "java.util.concurrent.ForkJoinPool.common.threadFactory";

  @Override
  public ForkJoinWorkerThread newThread(ForkJoinPool pool) {
    return new PlainThread(pool);
  }

  private static final class PlainThread extends ForkJoinWorkerThread {
    PlainThread(ForkJoinPool pool) {
      super(null, pool, false);
    }
  }
}
