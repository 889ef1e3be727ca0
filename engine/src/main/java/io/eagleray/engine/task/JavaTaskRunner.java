package io.eagleray.engine.task;

import io.eagleray.engine.java.JavaFunction;
import io.eagleray.engine.java.JavaFunctions;
import io.eagleray.engine.worker.RunMessage;
import io.eagleray.engine.worker.WorkerCall;
import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonObject;
import io.eagleray.model.Task;
import io.eagleray.problem.Problems;
import io.eagleray.problem.Topic;
import io.eagleray.spi.RunnerContext;
import io.eagleray.spi.Shipment;
import io.eagleray.spi.TaskCall;
import io.eagleray.spi.TaskListener;
import io.eagleray.spi.TaskRunner;
import io.eagleray.spi.TaskSignature;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Runs Java methods in the Java worker. What {@link #inspect} found is what runs. */
final class JavaTaskRunner implements TaskRunner {
  private final RunnerContext context;
  private final JvmPools pools;
  private final CallMessages messages;
  private final JavaFunctions functions;
  private final Map<Task, Callee> found = new ConcurrentHashMap<>();

  /** A function as each of its messages names it. */
  private record Callee(String command, Json parameters, List<Path> paths, Json classPath) {
    static Callee of(JavaFunction function) {
      return new Callee(
          function.command(),
          parametersOf(function),
          function.classPath(),
          RunMessage.paths(function.classPath()));
    }
  }

  JavaTaskRunner(RunnerContext context, JvmPools pools) {
    this.context = context;
    this.pools = pools;
    this.messages = new CallMessages(context);
    this.functions =
        new JavaFunctions(context.folder(), context.directory(), context.state(), context.java());
  }

  @Override
  public String commandType() {
    return JavaTaskRunnerProvider.TYPE;
  }

  @Override
  public TaskSignature inspect(Task task, Problems problems) {
    Optional<JavaFunction> function = functions.find(task, problems.about(Topic.JAVA));
    function.ifPresent(known -> found.put(task, Callee.of(known)));
    return function.map(JavaFunction::signature).orElse(TaskSignature.OPEN);
  }

  @Override
  public Optional<Shipment> shipment(Task task) {
    return Optional.ofNullable(found.get(task))
        .map(
            function -> Shipment.java(function.command(), function.parameters(), function.paths()));
  }

  @Override
  public Map<String, String> misfits(Task task, Map<String, Json> values) {
    return Misfits.withoutSecrets(functions.misfits(task, values), context);
  }

  @Override
  public RunningTask start(TaskCall call, TaskListener listener) {
    Callee function = found.get(call.task());
    if (function == null) {
      throw new IllegalStateException("a method that the check did not find: " + call.task());
    }
    JsonObject message =
        messages
            .run(call, JavaTaskRunnerProvider.TYPE, function.command())
            .put("parameters", function.parameters())
            .put("class_path", function.classPath())
            .build();
    return WorkerCall.start(
        pools.of(context), call, message, false, messages.hidden(call), listener);
  }

  private static Json parametersOf(JavaFunction function) {
    return function.parameters().stream()
        .map(parameter ->
            (Json)
                JsonObject.builder()
                    .put("name", parameter.name())
                    .put("type", parameter.type())
                    .build())
        .collect(JsonArray.collect());
  }

  @Override
  public void close() {
    pools.close(context);
  }
}
