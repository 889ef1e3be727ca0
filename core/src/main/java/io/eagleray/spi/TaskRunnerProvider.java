package io.eagleray.spi;

/** Makes the task runner of one command type. A plugin point. */
public interface TaskRunnerProvider {
  /** The word under {@code command_type}. */
  String commandType();

  /** A runner for one run; nothing is started before it is needed. */
  TaskRunner open(RunnerContext context);
}
