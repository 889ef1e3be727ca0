package io.eagleray.engine.worker;

import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import java.util.Optional;

/**
 * A {@code run} message, or a question to a worker.
 *
 * @param message without the task's number
 * @param function what the worker must know before, where the message does not say all
 */
public record WorkerRun(JsonObject message, Optional<WorkerFunction> function) {
  /** A message that says all. */
  public static WorkerRun whole(JsonObject message) {
    return new WorkerRun(message, Optional.empty());
  }

  /** A message of a function's task. */
  public static WorkerRun of(WorkerFunction function, JsonObject.Builder message) {
    return new WorkerRun(
        message.put(WorkerFunction.FIELD, function.number()).build(), Optional.of(function));
  }

  /** The message of the task with that number. */
  JsonObject message(long task) {
    return message.with("task", Json.of(task));
  }
}
