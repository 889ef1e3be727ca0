package io.eagleray.engine.node;

import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import io.eagleray.model.Task;
import io.eagleray.run.Failure;
import io.eagleray.run.RunEvent;
import io.eagleray.spi.Cancellation;
import io.eagleray.spi.NodeWalking;
import io.eagleray.spi.TaskCall;
import io.eagleray.spi.TaskListener;
import io.eagleray.spi.TaskOutcome;
import io.eagleray.spi.TaskRunner;
import io.eagleray.spi.TaskSignature;
import io.eagleray.spi.TaskVariables;
import java.util.LinkedHashMap;
import java.util.List;
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
  private final boolean asTrial;

  private final Map<String, Json> given;

  private SingleTask(Task task, NodeWalking walking, boolean asTrial, Map<String, Json> given) {
    this.task = task;
    this.walking = walking;
    this.asTrial = asTrial;
    this.given = given;
  }

  /** A step's task: it ends with a value for each name in its returns. */
  public static SingleTask step(Task task, NodeWalking walking) {
    return new SingleTask(task, walking, false, Map.of());
  }

  /**
   * A function that reports, outside of a search: every report is answered with going on, and it
   * ends like a trial.
   */
  public static SingleTask reporting(Task task, NodeWalking walking) {
    return new SingleTask(task, walking, true, Map.of());
  }

  /** A function of the node's, which gets these arguments before parameters of their names. */
  public static SingleTask call(Task task, Map<String, Json> arguments, NodeWalking walking) {
    return new SingleTask(task, walking, false, arguments);
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
    Map<String, Json> nearest = new LinkedHashMap<>(Arguments.secrets(signature, secrets));
    nearest.putAll(given);
    return new TaskCall(
        walking.path(),
        walking.attempt(),
        task,
        signature,
        Arguments.of(signature, walking.parameters(), nearest),
        secrets,
        TaskVariables.of(walking),
        asTrial ? Optional.of(trial()) : Optional.empty(),
        walking.log(),
        false);
  }

  private TaskCall.TrialCall trial() {
    return new TaskCall.TrialCall(0, walking.attempt(), JsonObject.EMPTY, Optional.empty(), 0);
  }

  private TaskOutcome runOnce(TaskCall call) {
    CompletableFuture<TaskOutcome> ended = new CompletableFuture<>();
    TaskRunner.RunningTask running = walking.runner(task).start(call, listener(ended));
    try (Cancellation.Registration any = walking.cancellation().onRequest(running::cancel)) {
      return ended.join();
    }
  }

  private TaskListener listener(CompletableFuture<TaskOutcome> ended) {
    return new TaskListener() {
      @Override
      public void warned(String message) {
        walking.append(List.of(new RunEvent.Warned(message)));
      }

      @Override
      public void ended(TaskOutcome outcome) {
        ended.complete(outcome);
      }
    };
  }
}
