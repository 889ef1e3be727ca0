package io.eagleray.worker.task;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The task that a thread works for; threads that user code starts work for the same one. */
final class CurrentTask {
  private static final InheritableThreadLocal<@Nullable TaskRun> CURRENT =
      new InheritableThreadLocal<>();

  private CurrentTask() {}

  static Optional<TaskRun> get() {
    return Optional.ofNullable(CURRENT.get());
  }

  static void set(TaskRun task) {
    CURRENT.set(task);
  }

  static void clear() {
    CURRENT.remove();
  }
}
