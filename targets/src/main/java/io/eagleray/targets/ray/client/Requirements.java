package io.eagleray.targets.ray.client;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Compares what is needed with what a cluster can ever give. */
public final class Requirements {
  private Requirements() {}

  /**
   * What is lacking.
   *
   * @param message {@code a trial needs 64 CPU; the largest node has 2}
   * @param isCertain false where an autoscaler may add a node that has it
   */
  public record Shortage(String message, boolean isCertain) {}

  /** What no living node could give even if it were idle; asks the cluster. */
  public static List<Shortage> check(RayClient client, List<Need> needs) {
    return check(client, client.nodes(), needs);
  }

  /** What none of the living nodes could give; asks the cluster only where something is lacking. */
  public static List<Shortage> check(RayClient client, List<ClusterNode> nodes, List<Need> needs) {
    List<Shortage> shortages = check(needs, nodes, false);
    return shortages.isEmpty()
        ? shortages
        : check(needs, nodes, client.clusterStatus().hasAutoscaler());
  }

  /** What no living node could give even if it were idle. */
  public static List<Shortage> check(
      List<Need> needs, List<ClusterNode> nodes, boolean hasAutoscaler) {
    List<ClusterNode> alive = nodes.stream().filter(ClusterNode::isAlive).toList();
    List<Shortage> shortages = new ArrayList<>();
    for (Need need : needs) {
      shortage(need, alive)
          .map(text ->
              new Shortage(
                  hasAutoscaler ? text + "; the autoscaler may add a node that has it" : text,
                  !hasAutoscaler))
          .ifPresent(shortages::add);
    }
    return shortages;
  }

  private static Optional<String> shortage(Need need, List<ClusterNode> alive) {
    List<String> lacking = new ArrayList<>();
    for (Map.Entry<String, Double> wanted : need.resources().entrySet()) {
      String resource = wanted.getKey();
      double most = alive.stream().mapToDouble(node -> node.total(resource)).max().orElse(0);
      if (most < wanted.getValue()) {
        lacking.add(lacking(need.who(), resource, wanted.getValue(), most, alive));
      }
    }
    if (!lacking.isEmpty()) {
      return Optional.of(String.join("; ", lacking));
    }
    boolean fits = alive.stream().anyMatch(node -> fits(need, node));
    return fits || need.resources().isEmpty()
        ? Optional.empty()
        : Optional.of(
            need.who()
                + " needs "
                + Amounts.of(need.resources())
                + " on one node; no node has them together"
                + closest(need, alive));
  }

  private static String lacking(
      String who, String resource, double wanted, double most, List<ClusterNode> alive) {
    String needs = who + " needs " + Amounts.of(resource, wanted);
    if (most > 0) {
      return needs + "; the largest node has " + Amounts.count(resource, most);
    }
    return needs
        + switch (alive.size()) {
          case 0 -> "; the cluster has no living node: it is still starting, or has lost them";
          case 1 -> "; the only node has none";
          default -> "; none of the " + alive.size() + " nodes has any";
        };
  }

  private static boolean fits(Need need, ClusterNode node) {
    return need.resources().entrySet().stream()
        .allMatch(wanted -> node.total(wanted.getKey()) >= wanted.getValue());
  }

  private static String closest(Need need, List<ClusterNode> alive) {
    return alive.stream()
        .max(
            Comparator.comparingLong(node ->
                need.resources().entrySet().stream()
                    .filter(wanted -> node.total(wanted.getKey()) >= wanted.getValue())
                    .count()))
        .map(node -> " (" + node.ip() + " has " + Amounts.of(had(need, node)) + ")")
        .orElse("");
  }

  private static Map<String, Double> had(Need need, ClusterNode node) {
    return need.resources().keySet().stream().collect(Collectors.toMap(name -> name, node::total));
  }
}
