package io.eagleray.targets.ray.client;

import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonNumber;
import io.eagleray.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a cluster is busy with.
 *
 * @param usage by Ray's names in the camel case of this answer: {@code CPU}, {@code memory}
 * @param demand what waits for resources
 * @param hasAutoscaler whether nodes may be added when something waits
 */
public record ClusterStatus(Map<String, Usage> usage, List<Demand> demand, boolean hasAutoscaler) {
  /** Nothing is known. */
  static final ClusterStatus UNKNOWN = new ClusterStatus(Map.of(), List.of(), false);

  /** How much of a resource is taken, and how much there is. */
  public record Usage(double used, double total) {}

  /**
   * Something that waits.
   *
   * @param resources what one of them needs
   * @param count how many
   */
  public record Demand(Map<String, Double> resources, long count) {
    public Demand {
      resources = Map.copyOf(resources);
    }
  }

  public ClusterStatus {
    usage = Map.copyOf(usage);
    demand = List.copyOf(demand);
  }

  /** Reads {@code /api/cluster_status}; whatever has another form than expected is left out. */
  static ClusterStatus of(JsonObject answer) {
    JsonObject status = answer.object("data").object("clusterStatus");
    JsonObject load = status.object("loadMetricsReport");
    Map<String, Usage> usage = new LinkedHashMap<>();
    load.object("usage")
        .fields()
        .forEach((name, value) -> {
          if (!name.startsWith("node:")
              && value instanceof JsonArray(List<Json> pair)
              && pair.size() == 2
              && pair.get(0) instanceof JsonNumber used
              && pair.get(1) instanceof JsonNumber total) {
            usage.put(name, new Usage(used.asDouble(), total.asDouble()));
          }
        });
    List<Demand> demand = new ArrayList<>();
    for (String kind : List.of("resourceDemand", "requestDemand")) {
      items(load, kind).forEach(item -> addDemand(item, demand));
    }
    return new ClusterStatus(usage, demand, hasAutoscaler(status.object("autoscalerReport")));
  }

  private static List<Json> items(JsonObject object, String name) {
    return object.get(name).orElse(Json.NULL) instanceof JsonArray(List<Json> items)
        ? items
        : List.of();
  }

  private static void addDemand(Json item, List<Demand> demand) {
    if (item instanceof JsonArray(List<Json> pair)
        && pair.size() == 2
        && pair.get(0) instanceof JsonObject resources
        && pair.get(1) instanceof JsonNumber count) {
      demand.add(new Demand(ClusterNode.numbers(resources), (long) count.asDouble()));
    }
  }

  // Without an autoscaler Ray's monitor reports a type of its own for each node: node_<its id>.
  private static boolean hasAutoscaler(JsonObject report) {
    return report.object("activeNodes").fields().keySet().stream()
        .map(name -> name.toLowerCase(Locale.ROOT))
        .anyMatch(name -> !name.matches("node_?[0-9a-f]{40,}"));
  }

  /** The usage of a resource by Ray's own name, such as {@code object_store_memory}. */
  public Usage usage(String resource) {
    Usage unknown = new Usage(0, 0);
    return usage.getOrDefault(resource, usage.getOrDefault(camel(resource), unknown));
  }

  private static String camel(String name) {
    StringBuilder camel = new StringBuilder();
    boolean up = false;
    for (char letter : name.toCharArray()) {
      if (letter == '_') {
        up = !camel.isEmpty();
      } else {
        camel.append(up ? Character.toUpperCase(letter) : letter);
        up = false;
      }
    }
    return camel.toString();
  }
}
