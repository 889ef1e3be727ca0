package io.eagleray.engine.task;

import io.eagleray.spi.RunnerContext;
import io.eagleray.spi.TaskRunner;
import io.eagleray.spi.TaskRunnerProvider;

/** {@code command_type: python}. */
public final class PythonTaskRunnerProvider implements TaskRunnerProvider {
  static final String TYPE = "python";

  @Override
  public String commandType() {
    return TYPE;
  }

  @Override
  public TaskRunner open(RunnerContext context) {
    return new PythonTaskRunner(context);
  }
}
