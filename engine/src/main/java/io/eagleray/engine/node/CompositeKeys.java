package io.eagleray.engine.node;

import io.eagleray.json.JsonNumber;
import io.eagleray.model.Graph;
import io.eagleray.spi.MappingReader;
import io.eagleray.spi.NodeReading;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Reading of what several kinds of composite nodes have in common. */
final class CompositeKeys {
  private CompositeKeys() {}

  /** Tells of each of these keys that is not there. */
  static void require(NodeReading reading, String... keys) {
    for (String key : keys) {
      if (!reading.mapping().has(key)) {
        reading
            .mapping()
            .problems()
            .error(reading.at(), "step \"" + reading.name() + "\" needs \"" + key + "\"");
      }
    }
  }

  /** A branch's name in paths, where a dot parts names. */
  static String inPath(String name) {
    return name.replace("%", "%25").replace(".", "%2e");
  }

  /** Graphs by their branch's name in paths. */
  static Map<String, Graph> inPaths(Map<String, Graph> branches) {
    Map<String, Graph> named = new LinkedHashMap<>();
    branches.forEach((name, graph) -> named.put(inPath(name), graph));
    return named;
  }

  /** Whether a text is that number, however it is written. */
  static boolean isNumber(String text, JsonNumber number) {
    try {
      return new BigDecimal(text).compareTo(new BigDecimal(number.value().toString())) == 0;
    } catch (NumberFormatException e) {
      return text.equals(number.text());
    }
  }

  /** A number of things, 1 or more. */
  static OptionalInt count(MappingReader mapping, String key) {
    OptionalLong count = mapping.integer(key, 1);
    return count.isPresent()
        ? OptionalInt.of((int) Math.min(count.getAsLong(), Integer.MAX_VALUE))
        : OptionalInt.empty();
  }
}
