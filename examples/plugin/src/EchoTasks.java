package com.example.plugin;

import io.eagleray.spi.RunnerContext;
import io.eagleray.spi.TaskRunner;
import io.eagleray.spi.TaskRunnerProvider;
import java.util.Set;

/** {@code command_type: echo}, with one key of its own: {@code loud}. */
public final class EchoTasks implements TaskRunnerProvider {
  static final String TYPE = "echo";
  static final String LOUD = "loud";

  @Override
  public String commandType() {
    return TYPE;
  }

  @Override
  public Set<String> keys() {
    return Set.of(LOUD);
  }

  @Override
  public TaskRunner open(RunnerContext context) {
    return new EchoTaskRunner();
  }
}
