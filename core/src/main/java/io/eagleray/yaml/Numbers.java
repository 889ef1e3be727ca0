package io.eagleray.yaml;

import io.eagleray.spi.MappingReader;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Integers that must fit in an {@code int}. */
final class Numbers {
  private Numbers() {}

  /** The integer under a key, {@code least} or more. */
  static OptionalInt toInt(MappingReader mapping, String key, int least) {
    OptionalLong number = mapping.integer(key, least);
    if (number.isPresent() && number.getAsLong() > Integer.MAX_VALUE) {
      mapping.reject(key, "at most " + Integer.MAX_VALUE);
      return OptionalInt.empty();
    }
    return number.isPresent() ? OptionalInt.of((int) number.getAsLong()) : OptionalInt.empty();
  }
}
