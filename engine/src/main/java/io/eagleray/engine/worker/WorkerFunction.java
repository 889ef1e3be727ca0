package io.eagleray.engine.worker;

import io.eagleray.json.JsonObject;

/**
 * What all tasks that call one function have in common. A worker is told of it before the first of
 * them, so that the messages of the tasks are short.
 *
 * @param number of this function among those of a pool's workers; from 1
 * @param fields of the {@code run} message that are the same for all of its tasks
 */
public record WorkerFunction(long number, JsonObject fields) {
  /** The name of the field with the number, in the messages of the function and of its tasks. */
  public static final String FIELD = "function";

  public WorkerFunction {
    if (number < 1) {
      throw new IllegalArgumentException("functions are numbered from 1, not " + number);
    }
  }

  /** The message that tells a worker of it. */
  JsonObject definition() {
    JsonObject.Builder message = JsonObject.builder().put("op", FIELD).put(FIELD, number);
    fields.fields().forEach(message::put);
    return message.build();
  }
}
