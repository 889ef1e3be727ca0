package io.eagleray.engine.cache;

import io.eagleray.model.CacheRule;
import io.eagleray.model.Node;
import io.eagleray.model.Task;
import io.eagleray.plan.WorkInside;
import io.eagleray.spi.NodeType;
import io.eagleray.spi.NodeWalking;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A step that may be taken from an earlier run, with all that is inside it.
 *
 * @param inside what it and the steps inside it do
 * @param types of nodes, by name
 * @param walking what it has at hand
 */
record CachedStep(
    Node node,
    CacheRule rule,
    WorkInside inside,
    Map<String, NodeType> types,
    NodeWalking walking) {

  /** A node as such a step; empty where it is none. */
  static Optional<CachedStep> of(Node node, Map<String, NodeType> types, NodeWalking walking) {
    return node.settings()
        .cache()
        .map(rule -> new CachedStep(node, rule, WorkInside.of(node, types), types, walking))
        .filter(step -> step.inside().obstacle().isEmpty());
  }

  /** The tasks that it and the steps inside it may run. */
  List<Task> tasks() {
    return inside.tasks();
  }

  /** Whether there are steps inside it. */
  boolean isComposite() {
    NodeType type = types.get(node.type());
    return type != null && !type.graphs(node).isEmpty();
  }
}
