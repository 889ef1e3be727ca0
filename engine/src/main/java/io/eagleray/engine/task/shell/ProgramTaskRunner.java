package io.eagleray.engine.task.shell;

import io.eagleray.engine.task.CallMessages;
import io.eagleray.engine.task.JvmPools;
import io.eagleray.engine.worker.WorkerCall;
import io.eagleray.engine.worker.WorkerRun;
import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import io.eagleray.json.PlainJson;
import io.eagleray.model.Task;
import io.eagleray.problem.Problems;
import io.eagleray.problem.Topic;
import io.eagleray.spi.RunnerContext;
import io.eagleray.spi.TaskCall;
import io.eagleray.spi.TaskListener;
import io.eagleray.spi.TaskRunner;
import io.eagleray.spi.TaskSignature;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Runs programs: shell commands that get a configuration as {@link CommandTemplate} says, and as
 * JSON in a variable; they report as a shell script does.
 */
final class ProgramTaskRunner implements TaskRunner {
  private final RunnerContext context;
  private final JvmPools pools;
  private final CallMessages messages;

  ProgramTaskRunner(RunnerContext context, JvmPools pools) {
    this.context = context;
    this.pools = pools;
    this.messages = new CallMessages(context);
  }

  @Override
  public String commandType() {
    return ProgramTaskRunnerProvider.TYPE;
  }

  @Override
  public TaskSignature inspect(Task task, Problems problems) {
    if (task.command().isBlank()) {
      problems.about(Topic.TASKS).error(task.at(), "the command of a program must not be empty");
    }
    return TaskSignature.OPEN;
  }

  /** Its text, which is the command: what it starts is not looked at. */
  @Override
  public Optional<String> code(Task task) {
    return Optional.of("");
  }

  @Override
  public RunningTask start(TaskCall call, TaskListener listener) {
    JsonObject config =
        call.trial()
            .map(TaskCall.TrialCall::config)
            .orElseGet(() -> new JsonObject(call.arguments()));
    Map<String, Json> values = new LinkedHashMap<>();
    flatten(config, "", values);
    // A program that holds its output back until it is full would report when nobody can stop it.
    JsonObject.Builder environment = JsonObject.builder();
    call.variables().forEach(environment::put);
    environment
        .put(CommandTemplate.CONFIG, PlainJson.of(config).text())
        .put("PYTHONUNBUFFERED", "1");
    JsonObject message =
        messages
            .run(call, "shell", new CommandTemplate(call.task().command()).filled(values))
            .put("environment", environment.build())
            .build();
    return WorkerCall.start(
        pools.of(context), call, WorkerRun.whole(message), false, messages.hidden(call), listener);
  }

  /** A nested parameter goes under its name with dots. */
  private static void flatten(JsonObject config, String prefix, Map<String, Json> into) {
    config
        .fields()
        .forEach((name, value) -> {
          if (value instanceof JsonObject nested) {
            flatten(nested, prefix + name + ".", into);
          } else {
            into.put(prefix + name, value);
          }
        });
  }

  @Override
  public void close() {
    pools.close(context);
  }
}
