package io.eagleray.engine.task.java;

import io.eagleray.engine.task.JvmPools;
import io.eagleray.spi.RunnerContext;
import io.eagleray.spi.TaskRunner;
import io.eagleray.spi.TaskRunnerProvider;

/** {@code command_type: java}. */
public final class JavaTaskRunnerProvider implements TaskRunnerProvider {
  static final String TYPE = "java";

  @Override
  public String commandType() {
    return TYPE;
  }

  @Override
  public TaskRunner open(RunnerContext context) {
    return new JavaTaskRunner(context, JvmPools.SHARED);
  }
}
