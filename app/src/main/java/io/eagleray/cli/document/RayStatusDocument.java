package io.eagleray.cli.document;

import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonObject;
import io.eagleray.targets.ray.client.Amounts;
import io.eagleray.targets.ray.client.ClusterNode;
import io.eagleray.targets.ray.client.ClusterStatus;
import io.eagleray.targets.ray.client.RayVersion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A living cluster at one moment.
 *
 * @param python the head's version of Python
 */
public record RayStatusDocument(
    String address,
    RayVersion version,
    Optional<String> python,
    List<ClusterNode> nodes,
    ClusterStatus status) {
  private static final List<String> FIRST = List.of("CPU", "GPU", "memory");

  private long alive() {
    return nodes.stream().filter(ClusterNode::isAlive).count();
  }

  private Map<String, Double> totals() {
    Map<String, Double> totals = new LinkedHashMap<>();
    FIRST.forEach(name -> totals.put(name, 0.0));
    Map<String, Double> others = new TreeMap<>();
    for (ClusterNode node : nodes) {
      if (node.isAlive()) {
        node.total()
            .forEach((name, count) ->
                (FIRST.contains(name) ? totals : others).merge(name, count, Double::sum));
      }
    }
    totals.values().removeIf(count -> count == 0);
    others.forEach((name, count) -> {
      // Ray's own marks of a kind of accelerator are of no use to a reader.
      if (!name.startsWith("accelerator_type:")) {
        totals.put(name, count);
      }
    });
    return totals;
  }

  /** {@code Ray 2.60.0 · 3 nodes alive · CPU 12 of 48 used · …}. */
  public List<String> facts() {
    List<String> facts = new java.util.ArrayList<>();
    facts.add("Ray " + version.ray());
    long dead = nodes.size() - alive();
    facts.add(alive() == 1 ? "1 node alive" : alive() + " nodes alive");
    if (dead > 0) {
      facts.add(dead + " dead");
    }
    totals()
        .forEach((name, total) -> {
          if (!name.equals("object_store_memory")) {
            facts.add(used(name, total));
          }
        });
    long waiting = status.demand().stream().mapToLong(ClusterStatus.Demand::count).sum();
    if (waiting > 0) {
      facts.add(waiting + " waiting for " + Amounts.of(status.demand().getFirst().resources()));
    }
    facts.add("healthy");
    return facts;
  }

  private String used(String name, double total) {
    String all = Amounts.count(name, total);
    String used = Amounts.count(name, status.usage(name).used());
    boolean sameUnit = all.contains(" ") && used.endsWith(all.substring(all.indexOf(' ')));
    return name
        + " "
        + (sameUnit ? used.substring(0, used.indexOf(' ')) : used)
        + " of "
        + all
        + " used";
  }

  /** The same as one document. */
  public JsonObject json() {
    JsonObject.Builder resources = JsonObject.builder();
    totals()
        .forEach((name, total) ->
            resources.put(
                name,
                JsonObject.builder()
                    .put("used", status.usage(name).used())
                    .put("total", total)
                    .build()));
    return JsonObject.builder()
        .put("status", "HEALTHY")
        .put("address", address)
        .put("ray_version", version.ray())
        .put("session", version.session())
        .put("python", python.<Json>map(Json::of).orElse(Json.NULL))
        .put(
            "nodes",
            JsonObject.builder().put("alive", alive()).put("dead", nodes.size() - alive()).build())
        .put("resources", resources.build())
        .put(
            "demand",
            status.demand().stream()
                .map(demand ->
                    (Json)
                        JsonObject.builder()
                            .put("resources", amounts(demand.resources()))
                            .put("count", demand.count())
                            .build())
                .collect(JsonArray.collect()))
        .put("autoscaler", status.hasAutoscaler())
        .build();
  }

  /** Amounts by name. */
  public static JsonObject amounts(Map<String, Double> amounts) {
    JsonObject.Builder json = JsonObject.builder();
    new TreeMap<>(amounts).forEach(json::put);
    return json.build();
  }
}
