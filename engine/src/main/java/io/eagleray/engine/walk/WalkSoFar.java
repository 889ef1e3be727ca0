package io.eagleray.engine.walk;

import io.eagleray.model.Graph;
import io.eagleray.model.Node;
import io.eagleray.run.StepStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * How far the walk of a graph has come, by the log.
 *
 * @param passed the steps on its way that have ended, in their order
 * @param front the step that has not ended; a terminal node where all on the way have
 */
record WalkSoFar(List<Node> passed, Node front) {
  WalkSoFar {
    passed = List.copyOf(passed);
  }

  /**
   * @param status of a step of the graph
   */
  static WalkSoFar of(Graph graph, Function<Node, StepStatus> status) {
    List<Node> passed = new ArrayList<>();
    Node node = graph.node(graph.startAt());
    while (!node.isTerminal()) {
      String next =
          switch (status.apply(node)) {
            case SUCCESS, SKIPPED -> node.next().orElseThrow();
            case FAILED -> afterFailure(node);
            case RUNNING, WAITING, CANCELLED -> "";
          };
      if (next.isEmpty()) {
        return new WalkSoFar(passed, node);
      }
      passed.add(node);
      node = graph.node(next);
    }
    return new WalkSoFar(passed, node);
  }

  /** Whether it has ended as it should. */
  boolean isSuccess() {
    return front.type().equals(Graph.SUCCESS);
  }

  /** Whether a failure of a step is made good by what follows on it, where that succeeds. */
  static boolean isHandled(Graph graph, Node failed) {
    Node node = graph.node(afterFailure(failed));
    while (!node.isTerminal()) {
      node = graph.node(node.next().orElseThrow());
    }
    return node.type().equals(Graph.SUCCESS);
  }

  private static String afterFailure(Node node) {
    return node.onFailure().orElse(Graph.FAIL);
  }
}
