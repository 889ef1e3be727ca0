package io.eagleray.dsl;

import io.eagleray.json.JsonObject;
import java.util.Map;

/** A branch again and again, each time with what it returned before. */
public final class Loop extends Work<Loop> {
  private final Branch branch;

  private Loop(JsonObject keys, Branch branch) {
    super(keys);
    this.branch = branch;
  }

  /** At least once, and so often at most. */
  public static Loop atMost(int iterations, Branch branch) {
    return new Loop(
        JsonObject.builder().put("type", "loop").put("max_iterations", iterations).build(), branch);
  }

  /** Ends once this parameter is true. */
  public Loop breakOn(String parameter) {
    return set("break_on", parameter);
  }

  /** The parameter that holds the number of the iteration, from 0. */
  public Loop indexAs(String parameter) {
    return set("index_as", parameter);
  }

  @Override
  Loop with(JsonObject changed) {
    return new Loop(changed, branch);
  }

  @Override
  JsonObject written(String path, Map<String, CodeFunction> functions) {
    return keys().with("branch", branch.written(path + ".", functions));
  }
}
