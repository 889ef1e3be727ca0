package io.eagleray.dsl;

import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import java.util.Map;

/** Steps in order: what a pipeline holds, and what a step with steps inside holds. Immutable. */
public final class Branch {
  static final Branch EMPTY = new Branch(NamedValues.none());

  private final NamedValues<Step> steps;

  /** A step, and the place in the program that made it. */
  private record Step(Work<?> work, String at) {}

  private Branch(NamedValues<Step> steps) {
    this.steps = steps;
  }

  /** Steps that begin with this one. */
  public static Branch of(String name, Work<?> work) {
    return EMPTY.step(name, work);
  }

  /**
   * The same steps and one more.
   *
   * @throws IllegalArgumentException if there is a step of that name
   */
  public Branch step(String name, Work<?> work) {
    return new Branch(steps.and("steps", name, new Step(work, Place.ofCaller())));
  }

  /** The graph in a pipeline's file; step paths begin with {@code prefix}. */
  JsonObject written(String prefix, Map<String, CodeFunction> functions) {
    JsonObject.Builder written = JsonObject.builder();
    steps.forEach((name, step) -> written.put(name, written(prefix + name, step, functions)));
    return JsonObject.builder().put("steps", written.build()).build();
  }

  private static JsonObject written(String path, Step step, Map<String, CodeFunction> functions) {
    JsonObject keys = step.work().written(path, functions);
    return step.at().isEmpty() ? keys : keys.with("at", Json.of(step.at()));
  }
}
