package io.eagleray.yaml;

import io.eagleray.spi.MappingReader;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Integers that must fit in an {@code int}. */
final class Numbers {
  private Numbers() {}

  /** The integer under a key, {@code least} or more. */
  static OptionalInt toInt(MappingReader mapping, String key, int least) {
    return toInt(mapping, key, mapping.integer(key, least));
  }

  /** The integer under a key. */
  static OptionalInt toInt(MappingReader mapping, String key) {
    return toInt(mapping, key, mapping.integer(key));
  }

  private static OptionalInt toInt(MappingReader mapping, String key, OptionalLong number) {
    if (number.isEmpty()) {
      return OptionalInt.empty();
    }
    if (number.getAsLong() != (int) number.getAsLong()) {
      mapping.reject(key, "at most " + Integer.MAX_VALUE);
      return OptionalInt.empty();
    }
    return OptionalInt.of((int) number.getAsLong());
  }
}
