package io.eagleray.dsl;

import io.eagleray.json.JsonObject;
import java.util.Map;

/** A Ray node: one task as a search, a training run or a job. */
public final class Ray extends Work<Ray> {
  private final Task task;

  private Ray(JsonObject keys, Task task) {
    super(keys);
    this.task = task;
  }

  /** Searches the arguments of a task. */
  public static Ray tune(Task task, Search search) {
    return new Ray(
        JsonObject.builder().put("type", "ray").put("ray", search.config()).build(), task);
  }

  /** Runs a task as a Ray config's file says. */
  public static Ray node(Task task, String configFile) {
    return new Ray(
        JsonObject.builder().put("type", "ray").put("ray_config", configFile).build(), task);
  }

  @Override
  Ray with(JsonObject changed) {
    return new Ray(changed, task);
  }

  @Override
  JsonObject written(String path, Map<String, CodeFunction> functions) {
    return keys().with("task", task.written(path, functions));
  }
}
