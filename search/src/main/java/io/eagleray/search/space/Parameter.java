package io.eagleray.search.space;

import java.util.Optional;

/**
 * One dimension of a search space.
 *
 * @param name not blank; unique in its space
 * @param domain the values it may take
 * @param condition when it exists; empty: always
 */
public record Parameter(String name, Domain domain, Optional<Condition> condition) {

  public Parameter {
    if (name.isBlank()) {
      throw new InvalidSpaceException("a parameter's name must not be blank, got \"" + name + "\"");
    }
  }

  /** A parameter that always exists. */
  public static Parameter of(String name, Domain domain) {
    return new Parameter(name, domain, Optional.empty());
  }

  /** The same parameter, existing only where the condition holds. */
  public Parameter when(Condition condition) {
    return new Parameter(name, domain, Optional.of(condition));
  }
}
