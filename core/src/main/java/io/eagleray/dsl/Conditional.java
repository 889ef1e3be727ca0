package io.eagleray.dsl;

import io.eagleray.json.JsonObject;
import java.util.Map;
import java.util.Optional;

/** The branch that a parameter's value names. */
public final class Conditional extends Work<Conditional> {
  private final NamedBranches branches;
  private final Optional<Branch> otherwise;

  private Conditional(JsonObject keys, NamedBranches branches, Optional<Branch> otherwise) {
    super(keys);
    this.branches = branches;
    this.otherwise = otherwise;
  }

  /** By the value of this parameter. */
  public static Conditional on(String parameter) {
    return new Conditional(
        JsonObject.builder().put("type", "conditional").put("parameter", parameter).build(),
        NamedBranches.NONE,
        Optional.empty());
  }

  /** The branch for one value. */
  public Conditional when(Object value, Branch branch) {
    return new Conditional(keys(), branches.and(JsonValues.name(value), branch), otherwise);
  }

  /** The branch for one text; {@link Work#when} is a condition for the whole. */
  public Conditional when(String value, Branch branch) {
    return when((Object) value, branch);
  }

  /** The branch for any other value. */
  public Conditional otherwise(Branch branch) {
    return new Conditional(keys(), branches, Optional.of(branch));
  }

  @Override
  Conditional with(JsonObject changed) {
    return new Conditional(changed, branches, otherwise);
  }

  @Override
  JsonObject written(String path, Map<String, CodeFunction> functions) {
    JsonObject written = keys().with("branches", branches.written(path, functions));
    return otherwise
        .map(branch -> written.with("default", branch.written(path + ".default.", functions)))
        .orElse(written);
  }
}
