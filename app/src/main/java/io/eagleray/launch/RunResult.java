package io.eagleray.launch;

import io.eagleray.json.Json;
import io.eagleray.json.JsonNumber;
import io.eagleray.json.JsonObject;
import io.eagleray.run.RunStatus;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How a run ended.
 *
 * @param document all of it, as {@code --output json} prints it
 */
public record RunResult(String runId, RunStatus status, JsonObject document) {
  public boolean isSuccess() {
    return status == RunStatus.SUCCESS;
  }

  /** A parameter at the end of the run; of an object what it is, not the object itself. */
  public Optional<Json> parameter(String name) {
    return document.object("parameters").get(name);
  }

  /** A parameter that is a number, a metric for example. */
  public OptionalDouble number(String name) {
    return parameter(name).orElse(Json.NULL) instanceof JsonNumber number
        ? OptionalDouble.of(number.asDouble())
        : OptionalDouble.empty();
  }

  /** Why it failed, in one line. */
  public Optional<String> error() {
    return document.text("error");
  }
}
