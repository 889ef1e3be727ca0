package io.eagleray.launch;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Work on a thread of its own, for which interrupts of the thread that waits become a request: one
 * in the midst of the work would break what it is writing.
 */
final class OwnThread {
  private OwnThread() {}

  /**
   * Does the work and waits for its end, also when the calling thread is interrupted, whose flag is
   * set again then.
   *
   * @param onInterrupt asks the work to end
   */
  static <T> T call(Supplier<T> work, Runnable onInterrupt) {
    FutureTask<T> task = new FutureTask<>(work::get);
    Thread.ofPlatform().name("eagleray").start(task);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true;
          onInterrupt.run();
        }
      }
    } catch (ExecutionException e) {
      throw rethrown(e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static RuntimeException rethrown(@Nullable Throwable thrown) {
    return switch (thrown) {
      case RuntimeException problem -> problem;
      case Error error -> throw error;
      case null, default -> new IllegalStateException(thrown);
    };
  }
}
