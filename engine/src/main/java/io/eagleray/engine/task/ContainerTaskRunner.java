package io.eagleray.engine.task;

import io.eagleray.engine.container.ContainerProgram;
import io.eagleray.engine.container.ContainerRun;
import io.eagleray.engine.container.ContainerScript;
import io.eagleray.engine.worker.WorkerCall;
import io.eagleray.engine.worker.WorkerRun;
import io.eagleray.model.Task;
import io.eagleray.problem.EnvironmentException;
import io.eagleray.problem.Problems;
import io.eagleray.problem.Topic;
import io.eagleray.spi.RunnerContext;
import io.eagleray.spi.TaskCall;
import io.eagleray.spi.TaskListener;
import io.eagleray.spi.TaskRunner;
import io.eagleray.spi.TaskSignature;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Runs shell scripts in containers of Docker or Podman; they get all parameters as environment
 * variables, as other scripts do.
 */
final class ContainerTaskRunner implements TaskRunner {
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final RunnerContext context;
  private final JvmPools pools;
  private final CallMessages messages;

  ContainerTaskRunner(RunnerContext context, JvmPools pools) {
    this.context = context;
    this.pools = pools;
    this.messages = new CallMessages(context);
  }

  @Override
  public String commandType() {
    return ContainerTaskRunnerProvider.TYPE;
  }

  @Override
  public TaskSignature inspect(Task task, Problems problems) {
    Problems about = problems.about(Topic.TASKS);
    ContainerOptions.of(task, about);
    if (ContainerProgram.find(context.environment()).isEmpty()) {
      about.error(task.at(), ContainerProgram.MISSING);
    }
    ScriptReturns.check("a container", task, problems);
    return TaskSignature.OPEN;
  }

  /** Its text, which is the command: what it starts is not looked at. */
  @Override
  public Optional<String> code(Task task) {
    return Optional.of("");
  }

  @Override
  public RunningTask start(TaskCall call, TaskListener listener) {
    ContainerProgram program =
        ContainerProgram.find(context.environment())
            .orElseThrow(() -> new EnvironmentException(ContainerProgram.MISSING));
    return WorkerCall.start(
        pools.of(context),
        call,
        WorkerRun.whole(messages.run(call, "shell", script(call, program)).build()),
        false,
        messages.hidden(call),
        listener);
  }

  private String script(TaskCall call, ContainerProgram program) {
    Task task = call.task();
    ContainerOptions options = ContainerOptions.of(task, new Problems());
    Path folder =
        context
            .logs()
            .resolveSibling("returns")
            .resolve(call.step().fileName() + "-" + call.attempt());
    Map<String, String> variables = new HashMap<>(options.variables());
    variables.put(ContainerScript.FOLDER_VARIABLE, folder.toString());
    ContainerRun run =
        new ContainerRun(
            options.image(),
            context.directory(),
            List.of(folder),
            options.volumes(),
            variables,
            passed(call, options),
            ContainerRun.limits(task.resources()));
    List<String> command =
        List.of("sh", "-c", ContainerScript.inner(task.command(), task.returns()));
    return ContainerScript.outer(
        folder.toString(), new ArrayList<>(run.line(program, command)), task.returns());
  }

  /** The variables of a shell step; what the task sets for its container goes before them. */
  private static Set<String> passed(TaskCall call, ContainerOptions options) {
    Set<String> passed = new LinkedHashSet<>(List.of("EAGLERAY_STEP", "EAGLERAY_ATTEMPT"));
    call.arguments().keySet().stream()
        .filter(name -> VARIABLE.matcher(name).matches())
        .forEach(passed::add);
    passed.addAll(call.secrets().keySet());
    passed.removeAll(options.variables().keySet());
    return passed;
  }

  @Override
  public void close() {
    pools.close(context);
  }
}
