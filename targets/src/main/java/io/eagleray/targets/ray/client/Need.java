package io.eagleray.targets.ray.client;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What something needs on one node.
 *
 * @param who as a message names it: {@code a trial}
 * @param resources by Ray's names; {@code memory} in bytes; what is 0 is not needed
 */
public record Need(String who, Map<String, Double> resources) {
  public Need {
    Map<String, Double> wanted = new LinkedHashMap<>();
    resources.forEach((name, count) -> {
      if (!(count >= 0)) {
        throw new IllegalArgumentException(who + " must not need " + count + " of " + name);
      }
      if (count > 0) {
        wanted.put(name, count);
      }
    });
    resources = Collections.unmodifiableMap(wanted);
  }
}
