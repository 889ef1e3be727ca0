package io.eagleray.model;

import io.eagleray.problem.Location;

/**
 * Stands for a step that could not be read, so that the rest is checked all the same. A plan never
 * holds one: its problems are errors.
 */
public record UnreadNode(String name, Location at, Links links) implements Node {
  @Override
  public String type() {
    return "unread";
  }
}
