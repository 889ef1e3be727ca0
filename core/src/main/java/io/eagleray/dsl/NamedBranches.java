package io.eagleray.dsl;

import io.eagleray.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/** Branches by name, in order. */
record NamedBranches(Map<String, Branch> branches) {
  static final NamedBranches NONE = new NamedBranches(Map.of());

  NamedBranches and(String name, Branch branch) {
    Map<String, Branch> more = new LinkedHashMap<>(branches);
    if (more.put(name, branch) != null) {
      throw new IllegalArgumentException("two branches are called \"" + name + "\"");
    }
    return new NamedBranches(more);
  }

  JsonObject written(String path, Map<String, CodeFunction> functions) {
    JsonObject.Builder written = JsonObject.builder();
    branches.forEach(
        (name, branch) -> written.put(name, branch.written(path + "." + name + ".", functions)));
    return written.build();
  }
}
