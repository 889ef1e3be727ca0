package io.eagleray.dsl;

import io.eagleray.json.JsonObject;
import java.util.Map;

/** Branches by name, in order. */
record NamedBranches(NamedValues<Branch> branches) {
  static final NamedBranches NONE = new NamedBranches(NamedValues.none());

  NamedBranches and(String name, Branch branch) {
    return new NamedBranches(branches.and("branches", name, branch));
  }

  JsonObject written(String path, Map<String, CodeFunction> functions) {
    JsonObject.Builder written = JsonObject.builder();
    branches.forEach(
        (name, branch) -> written.put(name, branch.written(path + "." + name + ".", functions)));
    return written.build();
  }
}
