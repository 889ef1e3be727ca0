package io.eagleray.targets.ray.client;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits between two tries. */
final class Pauses {
  private Pauses() {}

  /**
   * Waits.
   *
   * @throws RayException.InterruptedCallException if the thread is interrupted
   */
  static void pause(Duration duration) {
    try {
      TimeUnit.MILLISECONDS.sleep(duration.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RayException.InterruptedCallException("interrupted between two requests");
    }
  }
}
