package io.eagleray.engine.task.shell;

import io.eagleray.engine.task.JvmPools;
import io.eagleray.spi.RunnerContext;
import io.eagleray.spi.TaskRunner;
import io.eagleray.spi.TaskRunnerProvider;

/** {@code command_type: program}: what {@code eagleray tune} runs. */
public final class ProgramTaskRunnerProvider implements TaskRunnerProvider {
  /** The command type. */
  public static final String TYPE = "program";

  @Override
  public String commandType() {
    return TYPE;
  }

  @Override
  public TaskRunner open(RunnerContext context) {
    return new ProgramTaskRunner(context, JvmPools.SHARED);
  }
}
