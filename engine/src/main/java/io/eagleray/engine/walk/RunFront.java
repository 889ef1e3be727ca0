package io.eagleray.engine.walk;

import io.eagleray.model.Graph;
import io.eagleray.model.Node;
import io.eagleray.run.RunState;
import io.eagleray.run.StepPath;
import io.eagleray.run.StepState;
import io.eagleray.run.StepStatus;

/** Where the walk of a run's own graph stands, by its log. */
public final class RunFront {
  private RunFront() {}

  /** The first step on the way that has not ended; a terminal node where all have. */
  public static Node of(Graph graph, RunState state) {
    return WalkSoFar.of(
            graph,
            node ->
                state
                    .step(StepPath.ROOT.child(node.name()))
                    .map(StepState::status)
                    .orElse(StepStatus.WAITING))
        .front();
  }
}
