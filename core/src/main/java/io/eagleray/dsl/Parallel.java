package io.eagleray.dsl;

import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import java.util.Map;

/** Named branches at the same time. */
public final class Parallel extends Work<Parallel> {
  private final NamedBranches branches;

  private Parallel(JsonObject keys, NamedBranches branches) {
    super(keys);
    this.branches = branches;
  }

  /** Begins with one branch. */
  public static Parallel of(String name, Branch branch) {
    return new Parallel(
        JsonObject.builder().put("type", "parallel").build(), NamedBranches.NONE.and(name, branch));
  }

  /** One branch more. */
  public Parallel and(String name, Branch branch) {
    return new Parallel(keys(), branches.and(name, branch));
  }

  @Override
  Parallel with(JsonObject changed) {
    return new Parallel(changed, branches);
  }

  /** How one value is made of what several branches return under a name. */
  public Parallel reduce(String name, String reducer) {
    return set("reducer", keys().object("reducer").with(name, Json.of(reducer)));
  }

  /** The first failure ends the other branches. */
  public Parallel failFast() {
    return set("fail_fast", true);
  }

  @Override
  JsonObject written(String path, Map<String, CodeFunction> functions) {
    return keys().with("branches", branches.written(path, functions));
  }
}
