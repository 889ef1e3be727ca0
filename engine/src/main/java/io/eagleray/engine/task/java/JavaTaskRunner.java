package io.eagleray.engine.task.java;

import io.eagleray.engine.java.JavaFunction;
import io.eagleray.engine.java.JavaFunctions;
import io.eagleray.engine.task.CallMessages;
import io.eagleray.engine.task.ContainedTasks;
import io.eagleray.engine.task.JvmPools;
import io.eagleray.engine.task.Misfits;
import io.eagleray.engine.task.NumberedFunctions;
import io.eagleray.engine.worker.RunMessage;
import io.eagleray.engine.worker.WorkerCall;
import io.eagleray.engine.worker.WorkerFunction;
import io.eagleray.engine.worker.WorkerPool;
import io.eagleray.engine.worker.WorkerRun;
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
  private final Optional<ContainedTasks> contained;
  private final JavaFunctions functions;
  private final Map<Task, WorkerFunction> found = new ConcurrentHashMap<>();
  private final JavaCode code = new JavaCode();
  private final Map<Task, Shipment> shipments = new ConcurrentHashMap<>();
  private final NumberedFunctions<Callee> callees = new NumberedFunctions<>();

  /** What decides whether two tasks are calls of one function, as far as a worker can tell. */
  private record Callee(String command, List<Path> classPath, List<String> returns) {
    static Callee of(Task task, JavaFunction function) {
      return new Callee(
          function.command(), function.classPath(), NumberedFunctions.words(task.returns()));
    }
  }

  JavaTaskRunner(RunnerContext context, JvmPools pools) {
    this.context = context;
    this.pools = pools;
    this.messages = new CallMessages(context);
    this.contained = ContainedTasks.of(context);
    this.functions =
        new JavaFunctions(context.folder(), context.directory(), context.state(), context.java());
  }

  @Override
  public String commandType() {
    return JavaTaskRunnerProvider.TYPE;
  }

  @Override
  public TaskSignature inspect(Task task, Problems problems) {
    contained.ifPresent(containers -> containers.check(task, problems));
    Optional<JavaFunction> function = functions.find(task, problems.about(Topic.JAVA));
    function.ifPresent(known -> {
      found.put(task, callee(task, known));
      shipments.put(task, shipment(known));
    });
    return function.map(JavaFunction::signature).orElse(TaskSignature.OPEN);
  }

  private WorkerFunction callee(Task task, JavaFunction function) {
    return callees.of(
        Callee.of(task, function),
        () ->
            messages
                .function(task, JavaTaskRunnerProvider.TYPE, function.command())
                .put("parameters", parametersOf(function))
                .put("class_path", RunMessage.paths(function.classPath()))
                .build());
  }

  @Override
  public Optional<Shipment> shipment(Task task) {
    return Optional.ofNullable(shipments.get(task));
  }

  @Override
  public Optional<String> code(Task task) {
    Optional<Shipment> method =
        Optional.ofNullable(shipments.get(task))
            .or(() -> functions.find(task, new Problems()).map(JavaTaskRunner::shipment));
    return method
        .flatMap(code::of)
        .map(hash -> hash + contained.map(containers -> " " + containers.image(task)).orElse(""));
  }

  private static Shipment shipment(JavaFunction function) {
    return Shipment.java(function.command(), parametersOf(function), function.classPath());
  }

  @Override
  public Map<String, String> misfits(Task task, Map<String, Json> values) {
    return Misfits.withoutSecrets(functions.misfits(task, values), context);
  }

  @Override
  public RunningTask start(TaskCall call, TaskListener listener) {
    WorkerFunction function = found.get(call.task());
    if (function == null) {
      throw new IllegalStateException("a method that the check did not find: " + call.task());
    }
    WorkerRun run = WorkerRun.of(function, messages.task(call));
    WorkerPool workers =
        contained
            .map(containers -> pools.of(context, containers, containers.image(call.task())))
            .orElseGet(() -> pools.of(context));
    return WorkerCall.start(workers, call, run, false, messages.hidden(call), listener);
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
