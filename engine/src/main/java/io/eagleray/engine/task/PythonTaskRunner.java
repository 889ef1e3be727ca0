package io.eagleray.engine.task;

import io.eagleray.engine.worker.WorkerCall;
import io.eagleray.engine.worker.WorkerPool;
import io.eagleray.json.JsonObject;
import io.eagleray.model.Task;
import io.eagleray.problem.Problems;
import io.eagleray.spi.RunnerContext;
import io.eagleray.spi.TaskCall;
import io.eagleray.spi.TaskListener;
import io.eagleray.spi.TaskRunner;
import io.eagleray.spi.TaskSignature;
import java.util.Optional;

/**
 * Runs Python functions in long-lived workers, one pool for each interpreter that the steps name.
 */
final class PythonTaskRunner implements TaskRunner {
  private final RunnerContext context;
  private final PythonPools pools;
  private final CallMessages messages;

  PythonTaskRunner(RunnerContext context) {
    this.context = context;
    this.pools = new PythonPools(context);
    this.messages = new CallMessages(context);
  }

  @Override
  public String commandType() {
    return PythonTaskRunnerProvider.TYPE;
  }

  @Override
  public TaskSignature inspect(Task task, Problems problems) {
    Optional<WorkerPool> pool = pools.of(task, problems);
    return pool.map(found -> new PythonInspection(found, context, task, problems).inspect())
        .orElse(TaskSignature.OPEN);
  }

  @Override
  public RunningTask start(TaskCall call, TaskListener listener) {
    JsonObject message =
        messages
            .run(call, "python", call.task().command())
            .put("path", CallMessages.jsonPath(context))
            .build();
    return WorkerCall.start(
        pools.of(call.task()), call, message, true, messages.hidden(call), listener);
  }

  @Override
  public void close() {
    pools.close();
  }
}
