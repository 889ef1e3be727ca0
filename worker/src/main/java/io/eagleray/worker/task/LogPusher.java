package io.eagleray.worker.task;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Pushes on what stands in the buffers of logs, {@link #PAUSE} after it came there at the latest.
 */
final class LogPusher {
  static final Duration PAUSE = Duration.ofMillis(50);

  private final BlockingQueue<LogFile> waiting = new LinkedBlockingQueue<>();
  private @Nullable Thread thread;

  void add(LogFile log) {
    waiting.add(log);
    if (thread == null) {
      start();
    }
  }

  /** The thread is started with the first line: most workers of quiet steps never need it. */
  private synchronized void start() {
    if (thread == null) {
      thread =
          Thread.ofPlatform()
              .daemon()
              .name("logs")
              .inheritInheritableThreadLocals(false)
              .start(this::work);
    }
  }

  private void work() {
    try {
      while (true) {
        LogFile log = waiting.take();
        TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        push(log);
        for (LogFile next = waiting.poll(); next != null; next = waiting.poll()) {
          push(next);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void push(LogFile log) {
    try {
      log.push();
    } catch (IOException e) {
      // The task that wrote it is told by its own next write or by its end.
    }
  }
}
