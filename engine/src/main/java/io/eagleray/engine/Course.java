package io.eagleray.engine;

import io.eagleray.engine.walk.RunFront;
import io.eagleray.model.Graph;
import io.eagleray.model.Node;
import io.eagleray.problem.InvalidInputException;
import io.eagleray.problem.Location;
import io.eagleray.problem.Nearest;
import io.eagleray.run.RunState;
import io.eagleray.run.StepPath;
import io.eagleray.run.StepState;
import io.eagleray.run.StepStatus;
import io.eagleray.spi.NodeType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How far a driver takes a run. */
sealed interface Course {
  /** Whether the log has all of it already. */
  boolean isDone(RunState state, Map<String, NodeType> types);

  /**
   * Looks whether it fits the pipeline and the log.
   *
   * @throws InvalidInputException if not
   */
  void check(String runId, LoadedRun loaded, RunState state);

  /** To the run's end. */
  record ToTheEnd() implements Course {
    @Override
    public boolean isDone(RunState state, Map<String, NodeType> types) {
      return false;
    }

    @Override
    public void check(String runId, LoadedRun loaded, RunState state) {}
  }

  /**
   * Nowhere: the run is recorded, and what is to start again.
   *
   * @param until the step before which those stop who take it on
   */
  record Begun(Optional<String> until) implements Course {
    @Override
    public boolean isDone(RunState state, Map<String, NodeType> types) {
      return false;
    }

    @Override
    public void check(String runId, LoadedRun loaded, RunState state) {
      until.ifPresent(step -> known(step, loaded));
    }
  }

  /** Until the walk stands before a step. */
  record Until(String step) implements Course {
    @Override
    public boolean isDone(RunState state, Map<String, NodeType> types) {
      return false;
    }

    @Override
    public void check(String runId, LoadedRun loaded, RunState state) {
      known(step, loaded);
    }
  }

  /** One step, which must be the next one. */
  record OneStep(String step) implements Course {
    @Override
    public boolean isDone(RunState state, Map<String, NodeType> types) {
      return hasEnded(at(step, state));
    }

    @Override
    public void check(String runId, LoadedRun loaded, RunState state) {
      known(step, loaded);
      checkNext(step, runId, loaded, state);
    }
  }

  /** One phase of one step, which must be the next one. */
  record OnePhase(String step, String phase) implements Course {
    @Override
    public boolean isDone(RunState state, Map<String, NodeType> types) {
      Optional<StepState> now = at(step, state);
      boolean handedOver =
          now.isPresent()
              && now.get().phases().containsKey(phase)
              && now.get().status() == StepStatus.RUNNING
              && now.get().ended().isEmpty()
              && !isLast(types.get(now.get().type()));
      return handedOver || hasEnded(now);
    }

    /** What the last phase makes is only in the step's end. */
    private boolean isLast(@org.jspecify.annotations.Nullable NodeType type) {
      return type != null && !type.phases().isEmpty() && type.phases().getLast().equals(phase);
    }

    @Override
    public void check(String runId, LoadedRun loaded, RunState state) {
      Node node = known(step, loaded);
      List<String> phases =
          Optional.ofNullable(loaded.types().get(node.type()))
              .map(NodeType::phases)
              .orElse(List.of());
      if (!phases.contains(phase)) {
        throw wrong("step \"" + step + "\" of type " + node.type() + " has no " + phase);
      }
      checkNext(step, runId, loaded, state);
      Optional<StepState> now =
          at(step, state).filter(at -> at.status() == StepStatus.RUNNING && at.ended().isEmpty());
      for (String before : phases.subList(0, phases.indexOf(phase))) {
        if (now.isEmpty() || !now.get().phases().containsKey(before)) {
          throw wrong(
              before
                  + " of step \""
                  + step
                  + "\" has not ended; first: eagleray "
                  + before
                  + " "
                  + runId
                  + " "
                  + step);
        }
      }
    }
  }

  private static Optional<StepState> at(String step, RunState state) {
    return state.step(StepPath.ROOT.child(step));
  }

  private static boolean hasEnded(Optional<StepState> step) {
    return step.map(StepState::status)
        .filter(status ->
            status == StepStatus.SUCCESS
                || status == StepStatus.SKIPPED
                || status == StepStatus.FAILED)
        .isPresent();
  }

  private static Node known(String step, LoadedRun loaded) {
    Graph graph = loaded.plan().pipeline().graph();
    return graph
        .find(step)
        .filter(node -> !node.isTerminal())
        .orElseThrow(() ->
            wrong("no step \"" + step + "\" in the pipeline" + Nearest.hint(step, working(graph))));
  }

  private static List<String> working(Graph graph) {
    return graph.nodes().values().stream()
        .filter(node -> !node.isTerminal())
        .map(Node::name)
        .toList();
  }

  private static void checkNext(String step, String runId, LoadedRun loaded, RunState state) {
    Node next = RunFront.of(loaded.plan().pipeline().graph(), state);
    if (!next.name().equals(step)) {
      throw wrong(
          "step \""
              + step
              + "\" is not the next one of run "
              + runId
              + (next.isTerminal()
                  ? ": its way does not lead there; eagleray resume " + runId + " ends it"
                  : ": \""
                      + next.name()
                      + "\" is; eagleray resume --until "
                      + step
                      + " "
                      + runId
                      + " goes there"));
    }
  }

  private static InvalidInputException wrong(String message) {
    return new InvalidInputException(Location.of("command line"), message);
  }
}
