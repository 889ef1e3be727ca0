package io.eagleray.engine.task.python;

import io.eagleray.spi.RunnerContext;
import io.eagleray.spi.TaskRunner;
import io.eagleray.spi.TaskRunnerProvider;

/** {@code command_type: python}. */
public final class PythonTaskRunnerProvider implements TaskRunnerProvider {
  @Override
  public String commandType() {
    return PythonForm.PLAIN.commandType();
  }

  @Override
  public TaskRunner open(RunnerContext context) {
    return new PythonTaskRunner(context, PythonForm.PLAIN);
  }
}
