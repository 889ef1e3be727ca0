package io.eagleray.engine.task.shell;

import io.eagleray.engine.task.CallMessages;
import io.eagleray.engine.task.ContainedTasks;
import io.eagleray.engine.task.JvmPools;
import io.eagleray.engine.worker.WorkerCall;
import io.eagleray.engine.worker.WorkerRun;
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
import java.util.List;
import java.util.Optional;

/** Runs shell scripts; they get all parameters as environment variables. */
final class ShellTaskRunner implements TaskRunner {
  private final RunnerContext context;
  private final JvmPools pools;
  private final CallMessages messages;
  private final Optional<ContainedTasks> contained;

  ShellTaskRunner(RunnerContext context, JvmPools pools) {
    this.context = context;
    this.pools = pools;
    this.messages = new CallMessages(context);
    this.contained = ContainedTasks.of(context);
  }

  @Override
  public String commandType() {
    return ShellTaskRunnerProvider.TYPE;
  }

  @Override
  public TaskSignature inspect(Task task, Problems problems) {
    if (task.command().isBlank()) {
      problems.about(Topic.TASKS).error(task.at(), "the command of a shell step must not be empty");
    }
    contained.ifPresent(containers -> containers.check(task, problems));
    return TaskSignature.OPEN;
  }

  @Override
  public void checkReturns(Task task, Problems problems) {
    ScriptReturns.check("a shell step", task, problems);
  }

  @Override
  public Optional<Shipment> shipment(Task task) {
    return Optional.of(Shipment.shell(task.command()));
  }

  /** Its text, which is the command, and its image: what it starts is not looked at. */
  @Override
  public Optional<String> code(Task task) {
    return Optional.of(contained.map(containers -> containers.image(task)).orElse(""));
  }

  @Override
  public RunningTask start(TaskCall call, TaskListener listener) {
    JsonObject message = messages.run(call, "shell", script(call)).build();
    return WorkerCall.start(
        pools.of(context), call, WorkerRun.whole(message), false, messages.hidden(call), listener);
  }

  private String script(TaskCall call) {
    return contained
        .map(containers ->
            new ContainedScript(context, containers.program())
                .of(
                    call,
                    new ContainerOptions(
                        containers.image(call.task()),
                        containers.containers().variables(),
                        List.of()),
                    containers.containers().removed()))
        .orElse(call.task().command());
  }

  @Override
  public void close() {
    pools.close(context);
  }
}
