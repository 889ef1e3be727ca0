package io.eagleray.diagram;

import io.eagleray.model.Graph;
import io.eagleray.model.Node;
import io.eagleray.spi.NodeType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A graph as it is drawn.
 *
 * @param items its steps, in the order in which a walk comes by, and the ends that an arrow leads
 *     to
 * @param arrows by the names of items
 */
public record Flow(List<Item> items, List<Arrow> arrows) {
  public Flow {
    items = List.copyOf(items);
    arrows = List.copyOf(arrows);
  }

  /**
   * A step, or an end.
   *
   * @param path unique in the drawing
   * @param label what it does, in one line
   * @param branches the graphs inside, by name
   */
  public record Item(
      String path, String name, String type, String label, Map<String, Flow> branches) {
    boolean isEnd() {
      return type.equals(Graph.SUCCESS) || type.equals(Graph.FAIL);
    }
  }

  /** What follows a success, or a failure. */
  public record Arrow(String from, String to, boolean onFailure) {}

  /** The flow of a pipeline's own graph; it shows its end. */
  public static Flow of(Graph graph, Map<String, NodeType> types) {
    return of(graph, types, "", true);
  }

  private static Flow of(
      Graph graph, Map<String, NodeType> types, String prefix, boolean withSuccess) {
    List<Item> items = new ArrayList<>();
    List<Arrow> arrows = new ArrayList<>();
    for (Node node : inOrder(graph)) {
      boolean isHidden = node.isTerminal() && !isShown(node, graph, withSuccess);
      if (!isHidden) {
        items.add(item(node, types, prefix));
      }
      node.next()
          .filter(next -> isShown(graph.node(next), graph, withSuccess))
          .ifPresent(next -> arrows.add(new Arrow(node.name(), next, false)));
      node.onFailure().ifPresent(next -> arrows.add(new Arrow(node.name(), next, true)));
    }
    return new Flow(items, arrows);
  }

  /** An end is drawn where something written leads to it. */
  private static boolean isShown(Node node, Graph graph, boolean withSuccess) {
    if (!node.isTerminal() || withSuccess && node.name().equals(Graph.SUCCESS)) {
      return true;
    }
    return graph.nodes().values().stream()
        .anyMatch(from ->
            from.onFailure().filter(node.name()::equals).isPresent()
                || !from.links().implicit() && from.next().filter(node.name()::equals).isPresent());
  }

  /** Steps in the order of a walk without failures, then those that follow failures, ends last. */
  private static List<Node> inOrder(Graph graph) {
    Set<String> names = new LinkedHashSet<>();
    follow(graph.startAt(), graph, names);
    for (String name : List.copyOf(names)) {
      graph.node(name).onFailure().ifPresent(step -> follow(step, graph, names));
    }
    names.addAll(graph.nodes().keySet());
    List<Node> nodes = new ArrayList<>();
    names.stream().map(graph::node).filter(node -> !node.isTerminal()).forEach(nodes::add);
    names.stream().map(graph::node).filter(Node::isTerminal).forEach(nodes::add);
    return nodes;
  }

  private static void follow(String start, Graph graph, Set<String> names) {
    String name = start;
    while (names.add(name)) {
      Node node = graph.node(name);
      if (node.next().isEmpty()) {
        return;
      }
      name = node.next().get();
    }
  }

  private static Item item(Node node, Map<String, NodeType> types, String prefix) {
    NodeType type = types.get(node.type());
    String path = prefix + node.name();
    Map<String, Flow> branches = new LinkedHashMap<>();
    if (type != null) {
      type.graphs(node)
          .forEach((name, graph) ->
              branches.put(name, of(graph, types, path + "." + name + ".", false)));
    }
    String label = type == null ? node.type() : type.label(node);
    // A command may hold what a terminal obeys.
    String line = label.replaceAll("\\p{Cc}", " ");
    return new Item(path, node.name(), node.type(), line, branches);
  }
}
