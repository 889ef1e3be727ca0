package io.eagleray.worker.value;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The one-key objects that stand in JSON for what JSON has not. */
final class Escapes {
  static final String OBJECT = "$eagleray.object";
  static final String NUMBER = "$eagleray.number";
  static final String ESCAPED = "$eagleray.escaped";
  private static final String PREFIX = "$eagleray.";

  private Escapes() {}

  static Map<String, @Nullable Object> wrap(String key, Object content) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put(key, content);
    return map;
  }

  /** What stands under that key where it is the only one. */
  static Optional<Object> content(@Nullable Object json, String key) {
    return json instanceof Map<?, ?> map && map.size() == 1
        ? Optional.ofNullable(map.get(key))
        : Optional.empty();
  }

  /** Whether a user's own map must be escaped, so as not to be taken for one of ours. */
  static boolean looksLikeOurs(Map<String, @Nullable Object> map) {
    return map.size() == 1 && map.keySet().iterator().next().startsWith(PREFIX);
  }

  /** The map without its escape; most maps have none. */
  static Map<?, ?> unescaped(Map<?, ?> map) {
    return content(map, ESCAPED).orElse(map) instanceof Map<?, ?> inner ? inner : map;
  }

  /** A number as JSON: itself, or the escape where it is not finite. */
  static Object number(double value) {
    return Double.isFinite(value) ? (Object) value : wrap(NUMBER, Double.toString(value));
  }

  /** The number that an escape stands for; empty where it is a user's own map. */
  static Optional<Double> numberIn(@Nullable Object json) {
    return content(json, NUMBER)
        .flatMap(text ->
            switch (String.valueOf(text)) {
              case "NaN" -> Optional.of(Double.NaN);
              case "Infinity" -> Optional.of(Double.POSITIVE_INFINITY);
              case "-Infinity" -> Optional.of(Double.NEGATIVE_INFINITY);
              default -> Optional.empty();
            });
  }
}
