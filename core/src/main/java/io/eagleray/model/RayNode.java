package io.eagleray.model;

import io.eagleray.model.ray.RayConfig;
import io.eagleray.problem.Location;

/** Runs one task as a search, a training run or a job: fan-out, execution, fan-in. */
public record RayNode(
    String name, Location at, Links links, Task task, RayConfig config, NodeSettings settings)
    implements Node {
  @Override
  public String type() {
    return "ray";
  }
}
