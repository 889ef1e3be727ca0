package io.eagleray.engine;

import io.eagleray.engine.walk.CancellationSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Cancels a run when another process asks for it, by a file. */
final class CancelWatch implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofMillis(200);

  private final Path request;
  private final Future<?> looking;

  private CancelWatch(Path request, Future<?> looking) {
    this.request = request;
    this.looking = looking;
  }

  /** Begins to look. */
  static CancelWatch start(
      Path request, CancellationSource cancellation, ScheduledExecutorService timer) {
    Future<?> looking =
        timer.scheduleWithFixedDelay(
            () -> {
              if (Files.exists(request)) {
                cancellation.request();
              }
            },
            INTERVAL.toMillis(),
            INTERVAL.toMillis(),
            TimeUnit.MILLISECONDS);
    return new CancelWatch(request, looking);
  }

  @Override
  public void close() {
    looking.cancel(false);
    forget(request);
  }

  /**
   * Forgets a request that was left from before. To be called as soon as the run is this process's
   * own: from then on a request is meant for it.
   */
  static void forget(Path request) {
    try {
      Files.deleteIfExists(request);
    } catch (IOException stays) {
      // The next driver of the run tries again.
    }
  }
}
