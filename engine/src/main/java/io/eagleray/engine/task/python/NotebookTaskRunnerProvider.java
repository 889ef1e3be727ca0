package io.eagleray.engine.task.python;

import io.eagleray.spi.RunnerContext;
import io.eagleray.spi.TaskRunner;
import io.eagleray.spi.TaskRunnerProvider;
import java.util.Set;

/** {@code command_type: notebook}. */
public final class NotebookTaskRunnerProvider implements TaskRunnerProvider {
  static final String TYPE = "notebook";

  @Override
  public String commandType() {
    return TYPE;
  }

  /** Runnable's arguments for its own engine: accepted, without meaning here. */
  @Override
  public Set<String> keys() {
    return Set.of("optional_ploomber_args");
  }

  @Override
  public TaskRunner open(RunnerContext context) {
    return new NotebookTaskRunner(context);
  }
}
