package io.eagleray.model;

import io.eagleray.problem.Location;

/** Runs one task. */
public record TaskNode(String name, Location at, Links links, Task task, NodeSettings settings)
    implements Node {
  @Override
  public String type() {
    return "task";
  }
}
