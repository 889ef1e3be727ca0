package io.eagleray.engine.node;

import io.eagleray.model.Task;
import io.eagleray.run.Failure;
import io.eagleray.spi.Cancellation;
import io.eagleray.spi.NodeWalking;
import io.eagleray.spi.TaskCall;
import io.eagleray.spi.TaskOutcome;
import io.eagleray.spi.TaskRunner;
import io.eagleray.spi.TaskSignature;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Runs a task once and waits for its end. A task whose worker was lost without fault starts again.
 */
public final class SingleTask {
  /** How often a task may lose its worker before it counts as failed. */
  public static final int MAX_LOST = 3;

  private final Task task;
  private final NodeWalking walking;

  public SingleTask(Task task, NodeWalking walking) {
    this.task = task;
    this.walking = walking;
  }

  /** Runs it; never {@link TaskOutcome.Lost}. */
  public TaskOutcome run() {
    TaskCall call = call();
    for (int lost = 0; ; lost++) {
      TaskOutcome outcome = runOnce(call);
      if (!(outcome instanceof TaskOutcome.Lost gone)) {
        return outcome;
      }
      if (walking.cancellation().isRequested()) {
        return new TaskOutcome.Cancelled();
      }
      if (lost == MAX_LOST) {
        return new TaskOutcome.Failed(Failure.of("worker-died", gone.reason()));
      }
      call = gone.suspect() ? call.inIsolation() : call;
    }
  }

  private TaskCall call() {
    TaskSignature signature = walking.signature(task);
    Map<String, String> secrets = walking.secrets(task.secrets());
    return new TaskCall(
        walking.path(),
        walking.attempt(),
        task,
        signature,
        Arguments.of(signature, walking.parameters(), Arguments.secrets(signature, secrets)),
        secrets,
        Optional.empty(),
        walking.log(),
        false);
  }

  private TaskOutcome runOnce(TaskCall call) {
    CompletableFuture<TaskOutcome> ended = new CompletableFuture<>();
    TaskRunner.RunningTask running = walking.runner(task).start(call, ended::complete);
    try (Cancellation.Registration any = walking.cancellation().onRequest(running::cancel)) {
      return ended.join();
    }
  }
}
