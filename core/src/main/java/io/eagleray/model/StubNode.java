package io.eagleray.model;

import io.eagleray.problem.Location;

/**
 * Does nothing, successfully; it takes any keys, so that a step is silenced by changing its type.
 */
public record StubNode(String name, Location at, Links links) implements Node {
  @Override
  public String type() {
    return "stub";
  }
}
