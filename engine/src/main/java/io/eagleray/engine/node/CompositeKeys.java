package io.eagleray.engine.node;

import io.eagleray.spi.MappingReader;
import io.eagleray.spi.NodeReading;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Reading of what several kinds of composite nodes have in common. */
final class CompositeKeys {
  private CompositeKeys() {}

  /** Tells of a key that is not there. */
  static void tellMissing(NodeReading reading, String key) {
    reading
        .mapping()
        .problems()
        .error(reading.at(), "step \"" + reading.name() + "\" needs \"" + key + "\"");
  }

  /** A number of things, 1 or more. */
  static OptionalInt count(MappingReader mapping, String key) {
    OptionalLong count = mapping.integer(key, 1);
    return count.isPresent()
        ? OptionalInt.of((int) Math.min(count.getAsLong(), Integer.MAX_VALUE))
        : OptionalInt.empty();
  }
}
