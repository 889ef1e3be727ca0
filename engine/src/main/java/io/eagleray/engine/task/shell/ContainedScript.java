package io.eagleray.engine.task.shell;

import io.eagleray.engine.container.ContainerProgram;
import io.eagleray.engine.container.ContainerRun;
import io.eagleray.engine.container.ContainerScript;
import io.eagleray.model.Task;
import io.eagleray.spi.RunnerContext;
import io.eagleray.spi.TaskCall;
import io.eagleray.worker.task.ShellVariable;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The shell script that runs a task's own script in a container of Docker or Podman. */
final class ContainedScript {
  private final RunnerContext context;
  private final ContainerProgram program;

  ContainedScript(RunnerContext context, ContainerProgram program) {
    this.context = context;
    this.program = program;
  }

  /**
   * What runs here.
   *
   * @param removed whether nothing is left of the container when it has ended
   */
  String of(TaskCall call, ContainerOptions options, boolean removed) {
    Task task = call.task();
    Path folder =
        context
            .logs()
            .resolveSibling("returns")
            .resolve(call.step().fileName() + trial(call) + "-" + call.attempt());
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
            ContainerRun.limits(task.resources()),
            removed);
    List<String> command =
        List.of("sh", "-c", ContainerScript.inner(task.command(), task.returns()));
    return ContainerScript.outer(folder.toString(), run.line(program, command), task.returns());
  }

  private static String trial(TaskCall call) {
    return call.trial().map(trial -> "-trial-" + trial.number() + "-" + trial.attempt()).orElse("");
  }

  /** The variables of a shell step; what the task sets for its container goes before them. */
  private static Set<String> passed(TaskCall call, ContainerOptions options) {
    Set<String> passed = new LinkedHashSet<>(List.of("EAGLERAY_STEP", "EAGLERAY_ATTEMPT"));
    passed.addAll(call.variables().keySet());
    Set<String> names = new LinkedHashSet<>(call.arguments().keySet());
    call.trial()
        .ifPresent(trial -> {
          passed.add("EAGLERAY_TRIAL");
          names.addAll(trial.config().fields().keySet());
        });
    names.stream().filter(ShellVariable::isName).forEach(passed::add);
    passed.addAll(call.secrets().keySet());
    passed.removeAll(options.variables().keySet());
    return passed;
  }
}
