package io.eagleray.spi;

import java.util.Optional;

/** Finds secrets by name. */
public interface Secrets {
  /** The secret's value, if this provider has it. */
  Optional<String> find(String name);

  /**
   * Where it has found that secret; of several places the one that wins.
   *
   * @return empty where it has none of that name
   */
  default Optional<String> placeOf(String name) {
    return find(name).map(value -> place());
  }

  /** Where it looks, for messages: {@code the environment}, {@code the file .env}. */
  String place();
}
