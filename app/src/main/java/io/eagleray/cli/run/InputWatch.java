package io.eagleray.cli.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.AsynchronousCloseException;

/** Watches standard input, in a thread of its own. */
final class InputWatch {
  /** Returns when there is no more to wait for. */
  @FunctionalInterface
  interface Wait {
    void on(InputStream input) throws IOException;
  }

  private InputWatch() {}

  /**
   * Does something once the wait is over, also where the input broke; nothing where this process
   * ends by itself before.
   */
  static void start(InputStream input, Wait wait, Runnable action) {
    Thread.ofPlatform()
        .daemon()
        .name("input")
        .start(() -> {
          try {
            wait.on(input);
          } catch (AsynchronousCloseException ended) {
            return;
          } catch (IOException e) {
            // As good as its end.
          }
          action.run();
        });
  }
}
