package io.eagleray.model;

import io.eagleray.problem.Location;
import java.util.Optional;

/**
 * A step of a graph. Node kinds are open: each is a record of its own, read, checked and walked by
 * its {@code NodeType}.
 */
public interface Node {
  /** The step's name in its graph. */
  String name();

  /** The word that stands under {@code type} in YAML. */
  String type();

  /** Where the step's name stands. */
  Location at();

  /** Where the walk goes on. */
  Links links();

  /** Its retry policy, time limit and condition. */
  default NodeSettings settings() {
    return NodeSettings.NONE;
  }

  /** The step that follows a success; empty for a terminal node. */
  default Optional<String> next() {
    return links().next();
  }

  /** The step that follows a failure; empty where the graph fails then. */
  default Optional<String> onFailure() {
    return links().onFailure();
  }

  /** Whether the walk of the graph ends here. */
  default boolean isTerminal() {
    return next().isEmpty();
  }
}
