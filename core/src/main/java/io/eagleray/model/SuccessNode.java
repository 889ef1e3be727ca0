package io.eagleray.model;

import io.eagleray.problem.Location;

/** Ends a graph in success. */
public record SuccessNode(String name, Location at) implements Node {
  @Override
  public String type() {
    return "success";
  }

  @Override
  public Links links() {
    return Links.none(at);
  }
}
