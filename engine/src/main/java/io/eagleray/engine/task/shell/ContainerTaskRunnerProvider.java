package io.eagleray.engine.task.shell;

import io.eagleray.engine.task.JvmPools;
import io.eagleray.spi.RunnerContext;
import io.eagleray.spi.TaskRunner;
import io.eagleray.spi.TaskRunnerProvider;
import java.util.Set;

/** {@code command_type: container}. */
public final class ContainerTaskRunnerProvider implements TaskRunnerProvider {
  static final String TYPE = "container";

  @Override
  public String commandType() {
    return TYPE;
  }

  @Override
  public Set<String> keys() {
    return ContainerOptions.KEYS;
  }

  @Override
  public TaskRunner open(RunnerContext context) {
    return new ContainerTaskRunner(context, JvmPools.SHARED);
  }
}
