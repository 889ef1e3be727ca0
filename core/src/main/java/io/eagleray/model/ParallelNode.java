package io.eagleray.model;

import io.eagleray.problem.Location;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Walks its branches at the same time.
 *
 * @param branches by name, in the order of the file
 * @param reducers of names that several branches return
 * @param maxParallel how many branches are under way at once at most; empty for all
 * @param failFast whether the first failure cancels the other branches
 */
public record ParallelNode(
    String name,
    Location at,
    Links links,
    NodeSettings settings,
    Map<String, Graph> branches,
    Reducers reducers,
    OptionalInt maxParallel,
    boolean failFast)
    implements Node {

  public ParallelNode {
    branches = Collections.unmodifiableMap(new LinkedHashMap<>(branches));
  }

  @Override
  public String type() {
    return "parallel";
  }
}
