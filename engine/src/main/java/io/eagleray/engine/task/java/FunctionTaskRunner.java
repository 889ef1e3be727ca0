package io.eagleray.engine.task.java;

import io.eagleray.dsl.CodeFunction;
import io.eagleray.dsl.Parameter;
import io.eagleray.dsl.Task;
import io.eagleray.engine.task.Misfits;
import io.eagleray.json.Json;
import io.eagleray.problem.Problems;
import io.eagleray.problem.Topic;
import io.eagleray.spi.RunnerContext;
import io.eagleray.spi.TaskCall;
import io.eagleray.spi.TaskListener;
import io.eagleray.spi.TaskRunner;
import io.eagleray.spi.TaskSignature;
import io.eagleray.trial.Trial;
import io.eagleray.worker.value.ArgumentCheck;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Calls functions of the program that made the pipeline, in its own process: the one kind of task
 * that no worker runs, so that a test or a notebook can hand over what it has at hand.
 */
final class FunctionTaskRunner implements TaskRunner {
  private final Map<String, CodeFunction> functions;
  private final RunnerContext context;
  private final FunctionCode code;
  private final Map<CodeFunction, ClassLoader> classes = new ConcurrentHashMap<>();

  FunctionTaskRunner(Map<String, CodeFunction> functions, RunnerContext context) {
    this.functions = functions;
    this.context = context;
    this.code = new FunctionCode(context.java());
  }

  @Override
  public String commandType() {
    return Task.FUNCTION;
  }

  @Override
  public TaskSignature inspect(io.eagleray.model.Task task, Problems problems) {
    CodeFunction function = functions.get(task.command());
    if (function == null) {
      problems
          .about(Topic.JAVA)
          .error(
              task.at(),
              "\""
                  + task.command()
                  + "\" is a lambda of the program that made this pipeline, and runs in no other"
                  + " process: go on in that program, or name a method, Class::method");
      return TaskSignature.OPEN;
    }
    boolean reports = function.parameters().stream().anyMatch(FunctionTaskRunner::isTrial);
    return new TaskSignature(
        function.parameters().stream()
            .filter(one -> !isTrial(one))
            .map(one -> argument(one, task))
            .toList(),
        false,
        reports,
        true);
  }

  /** What is no parameter of the pipeline, but the way to report. */
  private static boolean isTrial(Parameter<?> parameter) {
    return parameter.type() == Trial.class;
  }

  private static TaskSignature.Argument argument(
      Parameter<?> parameter, io.eagleray.model.Task task) {
    return new TaskSignature.Argument(
        parameter.name(), parameter.isRequired(), parameter.type().getTypeName(), task.at());
  }

  @Override
  public TaskSignature inspectElsewhere(io.eagleray.model.Task task, Problems problems) {
    problems
        .about(Topic.JAVA)
        .error(
            task.at(),
            "\""
                + task.command()
                + "\" is a lambda, which runs in this process only; name a method, Class::method, to"
                + " run it on a cluster");
    return TaskSignature.OPEN;
  }

  @Override
  public Map<String, String> misfits(io.eagleray.model.Task task, Map<String, Json> values) {
    CodeFunction function = functions.get(task.command());
    Map<String, String> misfits = new LinkedHashMap<>();
    if (function != null) {
      for (Parameter<?> parameter : function.parameters()) {
        Json value = values.get(parameter.name());
        if (value != null && !isTrial(parameter)) {
          // Through its text, as the call has it.
          ArgumentCheck.misfit(parameter.type(), FunctionReports.plain(value), "")
              .ifPresent(why -> misfits.put(parameter.name(), why));
        }
      }
    }
    return Misfits.withoutSecrets(misfits, context);
  }

  @Override
  public Optional<String> identity(io.eagleray.model.Task task) {
    return Optional.ofNullable(functions.get(task.command())).map(code::identity);
  }

  @Override
  public Optional<String> code(io.eagleray.model.Task task) {
    return Optional.ofNullable(functions.get(task.command())).flatMap(code::of);
  }

  @Override
  public String withoutCode() {
    return "a lambda that captures variables, or whose class file cannot be read; write key:"
        + " [inputs], or name a method, Class::method";
  }

  @Override
  public RunningTask start(TaskCall call, TaskListener listener) {
    CodeFunction function = functions.get(call.task().command());
    if (function == null) {
      throw new IllegalStateException("a function that the check did not find: " + call.task());
    }
    ClassLoader loader = classes.computeIfAbsent(function, FunctionClasses::of);
    return FunctionCall.start(function, loader, call, context, listener);
  }

  /** Functions end with their calls. */
  @Override
  public void close() {}
}
