package io.eagleray.engine.task.shell;

import io.eagleray.engine.container.ContainerProgram;
import io.eagleray.engine.task.CallMessages;
import io.eagleray.engine.task.JvmPools;
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
import java.util.Optional;

/**
 * Runs shell scripts in containers of Docker or Podman; they get all parameters as environment
 * variables, as other scripts do.
 */
final class ContainerTaskRunner implements TaskRunner {
  private final RunnerContext context;
  private final JvmPools pools;
  private final CallMessages messages;
  private final Optional<ContainerProgram> program;

  ContainerTaskRunner(RunnerContext context, JvmPools pools) {
    this.context = context;
    this.pools = pools;
    this.messages = new CallMessages(context);
    this.program = ContainerProgram.find(context.environment());
  }

  @Override
  public String commandType() {
    return ContainerTaskRunnerProvider.TYPE;
  }

  @Override
  public TaskSignature inspect(Task task, Problems problems) {
    Problems about = problems.about(Topic.TASKS);
    ContainerOptions.of(task, about);
    if (program.isEmpty()) {
      about.error(task.at(), ContainerProgram.MISSING);
    }
    return TaskSignature.OPEN;
  }

  @Override
  public void checkReturns(Task task, Problems problems) {
    ScriptReturns.check("a container", task, problems);
  }

  /** Its text, which is the command: what it starts is not looked at. */
  @Override
  public Optional<String> code(Task task) {
    return Optional.of("");
  }

  @Override
  public RunningTask start(TaskCall call, TaskListener listener) {
    ContainerProgram found =
        program.orElseThrow(() -> new EnvironmentException(ContainerProgram.MISSING));
    String script =
        new ContainedScript(context, found)
            .of(call, ContainerOptions.of(call.task(), new Problems()), true);
    return WorkerCall.start(
        pools.of(context),
        call,
        WorkerRun.whole(messages.run(call, "shell", script).build()),
        false,
        messages.hidden(call),
        listener);
  }

  @Override
  public void close() {
    pools.close(context);
  }
}
