package io.eagleray.spi;

import java.util.Optional;

/** Finds secrets by name. */
public interface Secrets {
  /** The secret's value, if this provider has it. */
  Optional<String> find(String name);

  /** Where it looks, for messages: {@code the environment}, {@code the file .env}. */
  String place();
}
