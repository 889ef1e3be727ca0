package io.eagleray.engine.task.shell;

import io.eagleray.engine.task.JvmPools;
import io.eagleray.spi.RunnerContext;
import io.eagleray.spi.TaskRunner;
import io.eagleray.spi.TaskRunnerProvider;

/** {@code command_type: shell}. */
public final class ShellTaskRunnerProvider implements TaskRunnerProvider {
  static final String TYPE = "shell";

  @Override
  public String commandType() {
    return TYPE;
  }

  @Override
  public TaskRunner open(RunnerContext context) {
    return new ShellTaskRunner(context, JvmPools.SHARED);
  }
}
