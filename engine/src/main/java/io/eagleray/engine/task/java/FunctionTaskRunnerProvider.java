package io.eagleray.engine.task.java;

import io.eagleray.dsl.CodeFunction;
import io.eagleray.dsl.Task;
import io.eagleray.spi.RunnerContext;
import io.eagleray.spi.TaskRunner;
import io.eagleray.spi.TaskRunnerProvider;
import java.util.Map;

/** {@code command_type: function}: functions of the program that made the pipeline. */
public final class FunctionTaskRunnerProvider implements TaskRunnerProvider {
  private final Map<String, CodeFunction> functions;

  /** In a program that made no pipeline: each function is refused, with what to do. */
  public FunctionTaskRunnerProvider() {
    this(Map.of());
  }

  /**
   * In the program that has the functions.
   *
   * @param functions by the commands that call them
   */
  public FunctionTaskRunnerProvider(Map<String, CodeFunction> functions) {
    this.functions = Map.copyOf(functions);
  }

  @Override
  public String commandType() {
    return Task.FUNCTION;
  }

  @Override
  public TaskRunner open(RunnerContext context) {
    return new FunctionTaskRunner(functions, context);
  }
}
