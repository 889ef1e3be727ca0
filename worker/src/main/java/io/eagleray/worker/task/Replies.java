package io.eagleray.worker.task;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The way of messages to the engine. Safe for use by several threads. */
public interface Replies {
  /** Sends a message, and may return before it is written. */
  void send(Map<String, @Nullable Object> message);

  /** Waits until all that was sent is written. */
  void drain();
}
