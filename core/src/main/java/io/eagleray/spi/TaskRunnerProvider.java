package io.eagleray.spi;

import java.util.Set;

/** Makes the task runner of one command type. A plugin point. */
public interface TaskRunnerProvider {
  /** The word under {@code command_type}. */
  String commandType();

  /** The keys of a task that only this type knows; a task has their values as its options. */
  default Set<String> keys() {
    return Set.of();
  }

  /** A runner for one run; nothing is started before it is needed. */
  TaskRunner open(RunnerContext context);
}
