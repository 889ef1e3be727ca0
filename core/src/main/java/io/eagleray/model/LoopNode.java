package io.eagleray.model;

import io.eagleray.problem.Location;
import java.util.Optional;

/**
 * Walks a branch again and again, each time with what it returned before, at least once.
 *
 * @param maxIterations how often at most
 * @param breakOn the parameter that ends the loop once it is true
 * @param breakAt where it is named
 * @param indexAs the parameter that holds the number of the iteration, from 0
 * @param indexAt where it is named
 */
public record LoopNode(
    String name,
    Location at,
    Links links,
    NodeSettings settings,
    Graph branch,
    int maxIterations,
    Optional<String> breakOn,
    Location breakAt,
    Optional<String> indexAs,
    Location indexAt)
    implements Node {
  @Override
  public String type() {
    return "loop";
  }
}
