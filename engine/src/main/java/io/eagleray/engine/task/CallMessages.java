package io.eagleray.engine.task;

import io.eagleray.engine.worker.RunMessage;
import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import io.eagleray.model.Task;
import io.eagleray.problem.Problems;
import io.eagleray.spi.RunnerContext;
import io.eagleray.spi.TaskCall;
import io.eagleray.yaml.UserFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the {@code run} messages of all runners share. */
public final class CallMessages {
  private final RunnerContext context;

  public CallMessages(RunnerContext context) {
    this.context = context;
  }

  /**
   * A whole {@code run} message, to which the runner adds what is its own; of a task that can be
   * given variables.
   */
  public JsonObject.Builder run(TaskCall call, String kind, String command) {
    JsonObject.Builder message = call(call).put("threads", threads(call.task()));
    function(call.task(), kind, command).build().fields().forEach(message::put);
    return message;
  }

  /** The fields of a {@code run} message that are the call's own, its variables among them. */
  public JsonObject.Builder call(TaskCall call) {
    JsonObject.Builder message = task(call);
    if (!call.variables().isEmpty()) {
      message.put("environment", RunMessage.texts(call.variables()));
    }
    return message;
  }

  /** The fields that all calls of a function have in common, without the runner's own. */
  public JsonObject.Builder function(Task task, String kind, String command) {
    return RunMessage.function(
        kind, command, task.returns(), context.objects(), context.directory());
  }

  /** The same without variables, where they cannot be given. */
  public JsonObject.Builder task(TaskCall call) {
    return RunMessage.task(call, hidden(call));
  }

  /** What a task must not show: the secrets of all steps of the run. */
  public Set<String> hidden(TaskCall call) {
    Set<String> hidden = new LinkedHashSet<>(context.hidden().get());
    hidden.addAll(call.secrets().values());
    return hidden;
  }

  /** The threads of numeric libraries: as many as the task has CPUs. */
  public static long threads(Task task) {
    return Math.max(1, Math.round(task.resources().cpus()));
  }

  /** Where user modules and files are looked for, in this order. */
  public static List<Path> path(RunnerContext context) {
    Set<Path> path = new LinkedHashSet<>();
    path.add(context.folder());
    path.add(context.directory());
    return List.copyOf(path);
  }

  /** The requirements file of a task's environment; where there is no such file, nothing. */
  public static Optional<Path> requirements(RunnerContext context, Task task) {
    Problems told = new Problems(); // by the check of the task
    return task.environment()
        .flatMap(name ->
            new UserFiles(context.folder(), context.directory()).find(name, task.at(), told))
        .filter(Files::isRegularFile);
  }

  /** The folders of {@link #path} as a message has them. */
  public static Json jsonPath(RunnerContext context) {
    return RunMessage.paths(path(context));
  }
}
