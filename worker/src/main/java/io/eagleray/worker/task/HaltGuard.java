package io.eagleray.worker.task;

import java.time.Duration;

/** Ends the process where the shutdown that user code started does not come to its end. */
final class HaltGuard {
  /** How long shutdown hooks of user code may take. */
  static final Duration GRACE = Duration.ofSeconds(5);

  private HaltGuard() {}

  static void start(int status) {
    Thread.ofPlatform()
        .daemon()
        .name("halt guard")
        .inheritInheritableThreadLocals(false)
        .start(() -> {
          try {
            Thread.sleep(GRACE);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          Runtime.getRuntime().halt(status);
        });
  }
}
