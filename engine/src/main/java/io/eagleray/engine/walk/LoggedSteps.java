package io.eagleray.engine.walk;

import io.eagleray.model.Graph;
import io.eagleray.model.Node;
import io.eagleray.run.StepPath;
import io.eagleray.run.StepState;
import io.eagleray.run.StepStatus;
import io.eagleray.spi.NodeType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The steps of a run, or in a node of it, by the graphs that they are in. */
final class LoggedSteps {
  private final Map<String, NodeType> types;
  private final Map<StepPath, StepState> steps = new HashMap<>();
  private final Map<StepPath, List<StepState>> graphs = new HashMap<>();
  private final Map<StepPath, Map<StepPath, Long>> branches = new HashMap<>();
  private final Map<StepPath, Optional<Graph>> known = new HashMap<>();

  /**
   * @param steps in the order of their starts
   * @param path of the graph that all others are inside of
   */
  LoggedSteps(List<StepState> steps, StepPath path, Graph graph, Map<String, NodeType> types) {
    this.types = types;
    known.put(path, Optional.of(graph));
    steps.forEach(this::file);
  }

  private void file(StepState step) {
    steps.put(step.path(), step);
    StepPath graph = step.path().parent();
    graphs.computeIfAbsent(graph, any -> new ArrayList<>()).add(step);
    if (!graph.equals(StepPath.ROOT)) {
      branches
          .computeIfAbsent(graph.parent(), any -> new HashMap<>())
          .merge(graph, step.order(), Math::min);
    }
  }

  /** The steps of a graph, in the order of their starts. */
  List<StepState> in(StepPath graph) {
    return graphs.getOrDefault(graph, List.of());
  }

  /** The branches of a node that steps have started in, in the order of their first starts. */
  List<StepPath> branches(StepPath node) {
    return branches.getOrDefault(node, Map.of()).entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.naturalOrder()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The graph at a path; empty where its node's type does not tell which of several it is. */
  Optional<Graph> graph(StepPath path) {
    Optional<Graph> before = known.get(path);
    if (before != null) {
      return before;
    }
    Optional<Graph> found = node(path.parent()).flatMap(node -> graph(node, name(path)));
    known.put(path, found);
    return found;
  }

  private static String name(StepPath path) {
    return path.text().substring(path.text().lastIndexOf('.') + 1);
  }

  private Optional<Node> node(StepPath path) {
    return path.equals(StepPath.ROOT)
        ? Optional.empty()
        : graph(path.parent()).flatMap(graph -> graph.find(name(path)));
  }

  private Optional<Graph> graph(Node node, String branch) {
    Map<String, Graph> inside =
        Optional.ofNullable(types.get(node.type())).map(type -> type.graphs(node)).orElse(Map.of());
    return inside.size() == 1
        ? inside.values().stream().findFirst()
        : Optional.ofNullable(inside.get(branch));
  }

  /** Whether the branches of a node of that type are independent of each other. */
  boolean hasIndependentBranches(String type) {
    NodeType known = types.get(type);
    return known != null && known.hasIndependentBranches();
  }

  /** How far the walk of a graph has come; empty where the graph is not known. */
  Optional<WalkSoFar> walk(StepPath path) {
    return graph(path).map(graph -> WalkSoFar.of(graph, node -> status(path.child(node.name()))));
  }

  /** What a step is; WAITING where it has not started. */
  StepStatus status(StepPath path) {
    StepState step = steps.get(path);
    return step == null ? StepStatus.WAITING : step.status();
  }
}
