package io.eagleray.engine.walk;

import io.eagleray.run.RunEvent;
import io.eagleray.run.StepPath;
import io.eagleray.run.StepState;
import io.eagleray.run.StepStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Which steps start again when a run, or a node with steps inside, is tried again: in each graph
 * the first step that failed and all that started after it. Of a node around a failure only what is
 * like that inside starts again, branch by branch; where branches follow each other, the later ones
 * with the first.
 */
public final class StepResets {
  private final List<StepState> steps;
  private final Predicate<String> independent;
  private final Map<StepPath, List<StepState>> graphs = new HashMap<>();
  private final Map<StepPath, Map<StepPath, Long>> branches = new HashMap<>();
  private final Set<StepPath> resets = new HashSet<>();

  /**
   * @param steps all steps of the run, or of a node in it, in the order of their starts
   * @param independent whether the branches of a node of that type are independent of each other
   */
  public StepResets(List<StepState> steps, Predicate<String> independent) {
    this.steps = steps;
    this.independent = independent;
  }

  /**
   * What starts again.
   *
   * @param also steps that start again as if they had failed
   */
  public List<RunEvent> events(Predicate<StepState> also) {
    steps.forEach(this::file);
    Set<StepPath> around = new HashSet<>();
    for (StepState step : steps) {
      if (step.status() == StepStatus.FAILED || also.test(step)) {
        for (StepPath at = step.path(); !at.equals(StepPath.ROOT); at = at.parent()) {
          around.add(at);
        }
      }
    }
    roots().forEach(graph -> reset(graph, around));
    return steps.stream()
        .filter(step -> resets.contains(step.path()))
        .map(step -> (RunEvent) new RunEvent.StepReset(step.path(), step.attempt()))
        .toList();
  }

  private void file(StepState step) {
    StepPath graph = step.path().parent();
    graphs.computeIfAbsent(graph, any -> new ArrayList<>()).add(step);
    if (!graph.equals(StepPath.ROOT)) {
      branches
          .computeIfAbsent(graph.parent(), any -> new HashMap<>())
          .merge(graph, step.order(), Math::min);
    }
  }

  /** The graphs that none of the steps is around: the run's own, or those in the node. */
  private List<StepPath> roots() {
    Set<StepPath> paths = new HashSet<>();
    steps.forEach(step -> paths.add(step.path()));
    return graphs.keySet().stream().filter(graph -> !paths.contains(graph.parent())).toList();
  }

  private void reset(StepPath graph, Set<StepPath> failed) {
    boolean found = false;
    List<StepState> inOrder = new ArrayList<>(graphs.getOrDefault(graph, List.of()));
    inOrder.sort(Comparator.comparingLong(StepState::order));
    for (StepState step : inOrder) {
      if (found) {
        resetAll(step);
      } else if (failed.contains(step.path())) {
        found = true;
        resetInside(step, failed);
      }
    }
  }

  private void resetInside(StepState step, Set<StepPath> failed) {
    resets.add(step.path());
    Map<Long, StepPath> inOrder = new TreeMap<>();
    branches
        .getOrDefault(step.path(), Map.of())
        .forEach((branch, order) -> inOrder.put(order, branch));
    if (independent.test(step.type())) {
      inOrder.values().forEach(branch -> reset(branch, failed));
      return;
    }
    boolean found = inOrder.values().stream().noneMatch(failed::contains);
    for (StepPath branch : inOrder.values()) {
      if (found) {
        resetGraph(branch);
      } else if (failed.contains(branch)) {
        found = true;
        reset(branch, failed);
      }
    }
  }

  private void resetAll(StepState step) {
    resets.add(step.path());
    branches.getOrDefault(step.path(), Map.of()).keySet().forEach(this::resetGraph);
  }

  private void resetGraph(StepPath graph) {
    graphs.getOrDefault(graph, List.of()).forEach(this::resetAll);
  }
}
