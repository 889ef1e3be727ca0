package io.eagleray.targets.ray.client;

/** Takes a job's log as it comes: every byte once, in order. */
@FunctionalInterface
public interface LogConsumer {
  /**
   * Takes some bytes of UTF-8 text; a letter may be split between two calls. The array is used
   * again after the call.
   */
  void accept(byte[] bytes, int offset, int length);
}
