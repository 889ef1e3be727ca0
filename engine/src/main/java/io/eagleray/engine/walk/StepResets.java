package io.eagleray.engine.walk;

import io.eagleray.model.Graph;
import io.eagleray.model.Node;
import io.eagleray.run.RunEvent;
import io.eagleray.run.StepPath;
import io.eagleray.run.StepState;
import io.eagleray.run.StepStatus;
import io.eagleray.spi.NodeType;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which steps start again when a run, or a node with steps inside, is tried again: in each graph
 * the first step that failed, and was not made good by what {@code on_failure} led to, and all that
 * started after it. Of a node around a failure only what is like that inside starts again, branch
 * by branch; where branches follow each other, the later ones with the first. Where they do and
 * none failed, though the node did, the last one starts again, or goes on where it stopped.
 */
public final class StepResets {
  private final List<StepState> all;
  private final LoggedSteps steps;
  private final Set<StepPath> around = new HashSet<>();
  private final Set<StepPath> resets = new HashSet<>();

  private StepResets(List<StepState> all, StepPath path, Graph graph, Map<String, NodeType> types) {
    this.all = all;
    this.steps = new LoggedSteps(all, path, graph, types);
  }

  /**
   * What starts again of a run.
   *
   * @param all its steps, in the order of their starts
   * @param graph its own
   * @param types of the nodes, by the word under {@code type}
   * @param also steps that start again as if they had failed
   */
  public static List<RunEvent> ofRun(
      List<StepState> all, Graph graph, Map<String, NodeType> types, Predicate<StepState> also) {
    StepResets resets = new StepResets(all, StepPath.ROOT, graph, types);
    OpenFailures.in(StepPath.ROOT, resets.steps).forEach(resets::mark);
    all.stream().filter(also).map(StepState::path).forEach(resets::mark);
    resets.reset(StepPath.ROOT);
    return resets.events();
  }

  /**
   * What starts again inside a node whose attempt failed.
   *
   * @param all the steps inside it, in the order of their starts
   * @param path of the node
   * @param types of the nodes, by the word under {@code type}
   */
  static List<RunEvent> inside(
      List<StepState> all, Node node, StepPath path, Map<String, NodeType> types) {
    Graph graph = new Graph(node.name(), Map.of(node.name(), node));
    StepResets resets = new StepResets(all, path.parent(), graph, types);
    OpenFailures.inside(path, resets.steps).forEach(resets::mark);
    resets.resetInside(path, resets.steps.hasIndependentBranches(node.type()));
    return resets.events();
  }

  private void mark(StepPath step) {
    for (StepPath at = step; !at.equals(StepPath.ROOT); at = at.parent()) {
      around.add(at);
    }
  }

  private List<RunEvent> events() {
    return all.stream()
        .filter(step -> resets.contains(step.path()))
        .map(step -> (RunEvent) new RunEvent.StepReset(step.path(), step.attempt()))
        .toList();
  }

  private void reset(StepPath graph) {
    boolean found = false;
    for (StepState step : steps.in(graph)) {
      if (found) {
        resetAll(step);
      } else if (around.contains(step.path())) {
        found = true;
        resets.add(step.path());
        resetInside(step.path(), steps.hasIndependentBranches(step.type()));
      }
    }
  }

  private void resetInside(StepPath node, boolean independent) {
    List<StepPath> branches = steps.branches(node);
    if (independent) {
      branches.forEach(this::reset);
      return;
    }
    if (branches.stream().noneMatch(around::contains)) {
      resetLast(branches);
      return;
    }
    boolean found = false;
    for (StepPath branch : branches) {
      if (found) {
        resetGraph(branch);
      } else if (around.contains(branch)) {
        found = true;
        reset(branch);
      }
    }
  }

  /** Of a branch that stopped on its way, as at a time-out, nothing does: it goes on there. */
  private void resetLast(List<StepPath> branches) {
    branches.stream()
        .filter(this::hasStarted)
        .reduce((before, after) -> after)
        .filter(last -> steps.walk(last).map(walk -> walk.front().isTerminal()).orElse(true))
        .ifPresent(this::resetGraph);
  }

  /** Whether any of it has, since it was to start again. */
  private boolean hasStarted(StepPath branch) {
    return steps.in(branch).stream().anyMatch(step -> step.status() != StepStatus.WAITING);
  }

  private void resetAll(StepState step) {
    resets.add(step.path());
    steps.branches(step.path()).forEach(this::resetGraph);
  }

  private void resetGraph(StepPath graph) {
    steps.in(graph).forEach(this::resetAll);
  }
}
