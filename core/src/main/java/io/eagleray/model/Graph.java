package io.eagleray.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Named nodes and the one where the walk starts. Every graph has the terminal nodes {@code success}
 * and {@code fail}.
 *
 * @param nodes by name, in the order of the file
 */
public record Graph(String startAt, Map<String, Node> nodes) {
  /** The terminal node of a walk that did what it should. */
  public static final String SUCCESS = "success";

  /** The terminal node of a walk that failed. */
  public static final String FAIL = "fail";

  public Graph {
    nodes = Collections.unmodifiableMap(new LinkedHashMap<>(nodes));
  }

  public Optional<Node> find(String name) {
    return Optional.ofNullable(nodes.get(name));
  }

  /**
   * The node of that name.
   *
   * @throws IllegalArgumentException if there is none; a checked plan never asks for one
   */
  public Node node(String name) {
    return find(name).orElseThrow(() -> new IllegalArgumentException("no step \"" + name + "\""));
  }
}
