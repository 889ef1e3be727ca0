package io.eagleray.diagram;

import java.util.HashMap;
import java.util.Map;

/** Short names for the items of a drawing, in languages where a step's own may not stand. */
final class Names {
  private final Map<String, String> names = new HashMap<>();

  /** The name of a path, the same each time. */
  String of(String path) {
    return names.computeIfAbsent(path, any -> "n" + names.size());
  }

  /** The path of an item beside another one. */
  static String beside(Flow.Item item, String name) {
    return item.path().substring(0, item.path().length() - item.name().length()) + name;
  }
}
