package io.eagleray.engine.task.python;

import io.eagleray.spi.RunnerContext;
import io.eagleray.spi.TaskRunner;
import io.eagleray.spi.TaskRunnerProvider;
import java.util.Set;

/** {@code command_type: async-python}: Runnable's name for functions that yield events. */
public final class AsyncPythonTaskRunnerProvider implements TaskRunnerProvider {
  @Override
  public String commandType() {
    return PythonForm.EVENTS.commandType();
  }

  @Override
  public Set<String> keys() {
    return PythonForm.EVENTS.keys();
  }

  @Override
  public TaskRunner open(RunnerContext context) {
    return new PythonTaskRunner(context, PythonForm.EVENTS);
  }
}
