package io.eagleray.engine.task.python;

import io.eagleray.engine.task.CallMessages;
import io.eagleray.engine.task.Misfits;
import io.eagleray.engine.worker.WorkerCall;
import io.eagleray.engine.worker.WorkerFunction;
import io.eagleray.engine.worker.WorkerPool;
import io.eagleray.engine.worker.WorkerRun;
import io.eagleray.json.Json;
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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Runs Python functions in long-lived workers, one pool for each interpreter that the steps name.
 */
final class PythonTaskRunner implements TaskRunner {
  private final RunnerContext context;
  private final PythonForm form;
  private final PythonPools pools;
  private final CallMessages messages;
  private final PythonCode code;
  private final Map<Asked, TaskSignature> known = new ConcurrentHashMap<>();
  private final Map<Task, WorkerFunction> functions = new ConcurrentHashMap<>();

  /** What decides which function is meant: many steps may name the same one. */
  private record Asked(String command, Optional<String> environment) {}

  PythonTaskRunner(RunnerContext context, PythonForm form) {
    this.context = context;
    this.form = form;
    this.pools = SharedPythonPools.ALL.of(context);
    this.messages = new CallMessages(context);
    this.code = new PythonCode(context, "python");
  }

  @Override
  public String commandType() {
    return form.commandType();
  }

  @Override
  public TaskSignature inspect(Task task, Problems problems) {
    Problems about = problems.about(Topic.PYTHON);
    form.check(task, about);
    Optional<WorkerPool> pool = pools.of(task, about);
    Asked asked = new Asked(task.command(), task.environment());
    TaskSignature before = known.get(asked);
    if (before != null) {
      return before.at(task.at());
    }
    TaskSignature found =
        pool.map(workers -> new PythonInspection(workers, context, task, about).inspect())
            .orElse(TaskSignature.OPEN);
    if (found.known()) {
      known.put(asked, found);
    }
    return found;
  }

  /** The sources are looked at by any interpreter; nothing is imported, and no environment made. */
  @Override
  public TaskSignature inspectElsewhere(Task task, Problems problems) {
    return new PythonInspection(pools.plain(), context, task, problems).look();
  }

  @Override
  public Optional<Shipment> shipment(Task task) {
    return Optional.of(
        Shipment.python(
            task.command(),
            CallMessages.path(context),
            CallMessages.requirements(context, task),
            pools.version()));
  }

  @Override
  public Optional<String> code(Task task) {
    return pools.of(task, new Problems()).flatMap(pool -> code.of(task, task.command(), pool));
  }

  @Override
  public Map<String, String> misfits(Task task, Map<String, Json> values) {
    TaskSignature signature = known.get(new Asked(task.command(), task.environment()));
    Set<String> annotated =
        signature == null
            ? Set.of()
            : signature.arguments().stream()
                .filter(argument -> !argument.type().isEmpty())
                .map(TaskSignature.Argument::name)
                .collect(Collectors.toSet());
    JsonObject.Builder asked = JsonObject.builder();
    values.forEach((name, value) -> {
      if (annotated.contains(name)) {
        asked.put(name, value);
      }
    });
    JsonObject arguments = asked.build();
    if (arguments.fields().isEmpty()) {
      return Map.of();
    }
    if (!pools.isReady(task)) {
      return Map.of(); // It runs elsewhere, where another interpreter decides.
    }
    Map<String, String> misfits =
        new PythonInspection(pools.of(task), context, task, new Problems()).misfits(arguments);
    return Misfits.withoutSecrets(misfits, context);
  }

  @Override
  public RunningTask start(TaskCall call, TaskListener listener) {
    WorkerFunction function = functions.computeIfAbsent(call.task(), this::function);
    return WorkerCall.start(
        pools.of(call.task()),
        call,
        WorkerRun.of(function, messages.call(call)),
        true,
        messages.hidden(call),
        listener);
  }

  private WorkerFunction function(Task task) {
    PythonCallee callee = PythonCallee.of(task, form);
    return pools
        .functions()
        .of(
            callee,
            () -> {
              JsonObject.Builder fields =
                  messages
                      .function(task, "python", task.command())
                      .put("threads", callee.threads())
                      .put("path", CallMessages.jsonPath(context));
              callee.end().ifPresent(end -> fields.put("end", end));
              return fields.build();
            });
  }

  @Override
  public void close() {
    SharedPythonPools.ALL.close(context);
  }
}
