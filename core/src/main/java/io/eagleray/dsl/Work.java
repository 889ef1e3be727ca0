package io.eagleray.dsl;

import io.eagleray.json.JsonObject;
import java.time.Duration;
import java.util.Map;

/**
 * What a step does, with the keys that every step may have. Immutable: each method makes a copy.
 *
 * @param <W> its own kind
 */
public abstract sealed class Work<W extends Work<W>>
    permits Conditional, Loop, MapOver, Parallel, Ray, Stub, SubPipeline, Task {
  private final JsonObject keys;

  Work(JsonObject keys) {
    this.keys = keys;
  }

  abstract W with(JsonObject changed);

  /** Sets any key that a pipeline's file may have in this step. */
  public W set(String key, Object value) {
    return with(keys.with(key, JsonValues.SETTINGS.of(value)));
  }

  /** The step that follows a success, instead of the next one in order. */
  public W next(String step) {
    return set("next", step);
  }

  /** The step that follows a failure. */
  public W onFailure(String step) {
    return set("on_failure", step);
  }

  /** How long one attempt may take. */
  public W timeout(Duration limit) {
    return set("timeout", limit);
  }

  /** A parameter that must be true for it to be done, or {@code not} and one that must be false. */
  public W when(String condition) {
    return set("when", condition);
  }

  /** Done only where a parameter has that value. */
  public W when(String parameter, Object value) {
    return set(
        "when",
        JsonObject.builder()
            .put("parameter", parameter)
            .put("is", JsonValues.VALUES.of(value))
            .build());
  }

  /** How often it is tried in all. */
  public W retry(int maxAttempts) {
    return set("retry", Map.of("max_attempts", maxAttempts));
  }

  /** How often it is tried in all, and the wait before the second attempt, which then doubles. */
  public W retry(int maxAttempts, Duration delay) {
    return set(
        "retry",
        JsonObject.builder()
            .put("max_attempts", maxAttempts)
            .put("delay", JsonValues.SETTINGS.of(delay))
            .build());
  }

  JsonObject keys() {
    return keys;
  }

  /**
   * The step's mapping in a pipeline's file.
   *
   * @param path of the step, unique in the pipeline
   * @param functions takes those of the program, by the name under which the file calls them
   */
  JsonObject written(String path, Map<String, CodeFunction> functions) {
    return keys;
  }
}
