package io.eagleray.dsl;

import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import java.util.List;
import java.util.Map;

/** A map: a branch for each item of a list, at the same time. */
public final class MapOver extends Work<MapOver> {
  private final Branch branch;

  private MapOver(JsonObject keys, Branch branch) {
    super(keys);
    this.branch = branch;
  }

  /**
   * Over the list that a parameter holds.
   *
   * @param item the parameter that holds the item in a branch
   */
  public static MapOver parameter(String list, String item, Branch branch) {
    return of(list, item, branch);
  }

  /**
   * Over these items.
   *
   * @param item the parameter that holds the item in a branch
   */
  public static MapOver items(List<?> items, String item, Branch branch) {
    return of(items, item, branch);
  }

  private static MapOver of(Object on, String item, Branch branch) {
    return new MapOver(
        JsonObject.builder()
            .put("type", "map")
            .put("iterate_on", JsonValues.VALUES.of(on))
            .put("iterate_as", item)
            .build(),
        branch);
  }

  @Override
  MapOver with(JsonObject changed) {
    return new MapOver(changed, branch);
  }

  /** How one value is made of what the branches return under a name: {@code mean}, {@code min}. */
  public MapOver reduce(String name, String reducer) {
    return set("reducer", keys().object("reducer").with(name, Json.of(reducer)));
  }

  /** So many branches are under way at once at most. */
  public MapOver maxParallel(int count) {
    return set("max_parallel", count);
  }

  /** The first failure ends the other branches. */
  public MapOver failFast() {
    return set("fail_fast", true);
  }

  @Override
  JsonObject written(String path, Map<String, CodeFunction> functions) {
    return keys().with("branch", branch.written(path + ".", functions));
  }
}
