package io.eagleray.model;

import io.eagleray.json.Json;
import io.eagleray.problem.Location;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Walks one branch for each item of a list, and makes one value of what the branches return under
 * the same name.
 *
 * @param parameter whose value is the list; empty where the list is written in the pipeline
 * @param items the list that is written in the pipeline
 * @param onAt where {@code iterate_on} stands
 * @param as the parameter that holds the item in a branch
 * @param asAt where {@code iterate_as} stands
 * @param maxParallel how many branches are under way at once at most; empty for as many as the
 *     machine's resources let through
 * @param failFast whether the first failure cancels the other branches
 */
public record MapNode(
    String name,
    Location at,
    Links links,
    NodeSettings settings,
    Optional<String> parameter,
    List<Json> items,
    Location onAt,
    String as,
    Location asAt,
    Graph branch,
    Reducers reducers,
    OptionalInt maxParallel,
    boolean failFast)
    implements Node {

  public MapNode {
    items = List.copyOf(items);
  }

  @Override
  public String type() {
    return "map";
  }
}
