package io.eagleray.model;

import io.eagleray.problem.Location;

/** Ends a graph in failure. */
public record FailNode(String name, Location at) implements Node {
  @Override
  public String type() {
    return "fail";
  }

  @Override
  public Links links() {
    return Links.none(at);
  }
}
