package io.eagleray.plan;

import io.eagleray.model.Graph;
import io.eagleray.model.Node;
import io.eagleray.model.Task;
import io.eagleray.model.UnreadNode;
import io.eagleray.spi.CachedWork;
import io.eagleray.spi.NodeType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a node and all that is inside it, at any depth, do.
 *
 * @param works of each node, the outermost first
 * @param obstacle the first node that does something else than give parameters and files, so that
 *     none around it can be taken from an earlier run
 */
public record WorkInside(List<Work> works, Optional<Node> obstacle) {
  public WorkInside {
    works = List.copyOf(works);
  }

  /** What one node does. */
  public record Work(Node node, CachedWork does) {}

  /**
   * Looks into a node.
   *
   * @param types by name
   */
  public static WorkInside of(Node node, Map<String, NodeType> types) {
    List<Work> works = new ArrayList<>();
    List<Node> obstacles = new ArrayList<>();
    collect(node, types, works, obstacles);
    return new WorkInside(works, obstacles.stream().findFirst());
  }

  private static void collect(
      Node node, Map<String, NodeType> types, List<Work> works, List<Node> obstacles) {
    NodeType type = types.get(node.type());
    if (node.isTerminal() || node instanceof UnreadNode) {
      return; // The latter has been told of.
    }
    Optional<CachedWork> work = type == null ? Optional.empty() : type.cachedWork(node);
    work.ifPresentOrElse(does -> works.add(new Work(node, does)), () -> obstacles.add(node));
    if (type != null) {
      for (Graph graph : type.graphs(node).values()) {
        graph.nodes().values().forEach(inner -> collect(inner, types, works, obstacles));
      }
    }
  }

  /** The tasks of all of them. */
  public List<Task> tasks() {
    return works.stream().flatMap(work -> work.does().tasks().stream()).toList();
  }
}
