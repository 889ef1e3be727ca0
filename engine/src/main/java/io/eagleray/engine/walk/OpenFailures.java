package io.eagleray.engine.walk;

import io.eagleray.model.Graph;
import io.eagleray.model.Node;
import io.eagleray.run.StepPath;
import io.eagleray.run.StepState;
import io.eagleray.run.StepStatus;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The steps whose failure nothing has made good. That of a step is made good where {@code
 * on_failure} leads on to the graph's success, and all in a graph that succeeded; of a graph that
 * did not, the first that is not, and what is like that inside it.
 */
final class OpenFailures {
  private final LoggedSteps steps;
  private final Set<StepPath> found = new HashSet<>();

  private OpenFailures(LoggedSteps steps) {
    this.steps = steps;
  }

  /** Those in the graph at a path, and deeper. */
  static Set<StepPath> in(StepPath graph, LoggedSteps steps) {
    OpenFailures failures = new OpenFailures(steps);
    failures.look(graph);
    return failures.found;
  }

  /** Those in the branches of a node, and deeper. */
  static Set<StepPath> inside(StepPath node, LoggedSteps steps) {
    OpenFailures failures = new OpenFailures(steps);
    failures.lookInside(node);
    return failures.found;
  }

  private void lookInside(StepPath node) {
    steps.branches(node).forEach(this::look);
  }

  private void look(StepPath path) {
    Optional<Graph> graph = steps.graph(path);
    Optional<WalkSoFar> walk = steps.walk(path);
    if (graph.isEmpty() || walk.isEmpty()) {
      steps.in(path).forEach(this::lookAtAny);
    } else if (!walk.get().isSuccess()) {
      look(path, graph.get(), walk.get());
    }
  }

  private void look(StepPath path, Graph graph, WalkSoFar walk) {
    for (Node node : walk.passed()) {
      StepPath step = path.child(node.name());
      if (steps.status(step) == StepStatus.FAILED && !WalkSoFar.isHandled(graph, node)) {
        found.add(step);
        lookInside(step);
        return;
      }
    }
    lookInside(path.child(walk.front().name()));
  }

  /** Of a graph that is not known each failure counts. */
  private void lookAtAny(StepState step) {
    switch (step.status()) {
      case SUCCESS, SKIPPED -> {}
      case FAILED -> {
        found.add(step.path());
        lookInside(step.path());
      }
      case RUNNING, WAITING, CANCELLED -> lookInside(step.path());
    }
  }
}
