package io.eagleray.model;

import io.eagleray.problem.Location;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Walks the branch that a parameter's value names.
 *
 * @param parameter whose value is looked at
 * @param parameterAt where it is named
 * @param branches by value, in the order of the file
 * @param otherwise walked for any other value; where there is none, that is a failure
 */
public record ConditionalNode(
    String name,
    Location at,
    Links links,
    NodeSettings settings,
    String parameter,
    Location parameterAt,
    Map<String, Graph> branches,
    Optional<Graph> otherwise)
    implements Node {

  public ConditionalNode {
    branches = Collections.unmodifiableMap(new LinkedHashMap<>(branches));
  }

  @Override
  public String type() {
    return "conditional";
  }
}
