package io.eagleray.targets.ray.client;

import io.eagleray.json.JsonNumber;
import io.eagleray.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A machine of a cluster.
 *
 * @param ip its address inside the cluster
 * @param total what it has, by Ray's names: {@code CPU}, {@code GPU}, {@code memory} in bytes, …
 */
public record ClusterNode(
    String id,
    String ip,
    boolean isHead,
    boolean isAlive,
    String stateMessage,
    Map<String, Double> total) {
  private static final String INTERNAL = "node:";

  public ClusterNode {
    total = Map.copyOf(total);
  }

  static ClusterNode of(JsonObject node) {
    return new ClusterNode(
        node.text("node_id").orElse(""),
        node.text("node_ip").orElse(""),
        node.isTrue("is_head_node"),
        node.text("state").orElse("").equals("ALIVE"),
        node.text("state_message").orElse(""),
        numbers(node.object("resources_total")));
  }

  static Map<String, Double> numbers(JsonObject object) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    object
        .fields()
        .forEach((name, value) -> {
          if (value instanceof JsonNumber number && !name.startsWith(INTERNAL)) {
            numbers.put(name, number.asDouble());
          }
        });
    return numbers;
  }

  /** How much it has of a resource; 0 where it has none. */
  public double total(String resource) {
    return total.getOrDefault(resource, 0.0);
  }
}
