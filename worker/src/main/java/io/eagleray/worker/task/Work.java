package io.eagleray.worker.task;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a task does. */
interface Work {
  /**
   * Does it on the calling thread.
   *
   * @return the content of the message {@code result}
   */
  Map<String, @Nullable Object> perform() throws Throwable;

  /** Ends it early, from another thread, beyond the interrupt that its thread gets. */
  void cancel();
}
