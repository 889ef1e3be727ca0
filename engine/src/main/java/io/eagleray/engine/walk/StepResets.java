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
  private final Map<String, List<StepState>> graphs = new HashMap<>();
  private final Map<String, Map<String, Long>> branches = new HashMap<>();
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
    Set<String> around = new HashSet<>();
    for (StepState step : steps) {
      if (step.status() == StepStatus.FAILED || also.test(step)) {
        around.add(step.path().text());
        for (String path = parent(step.path().text()); !path.isEmpty(); path = parent(path)) {
          around.add(path);
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
    String graph = parent(step.path().text());
    graphs.computeIfAbsent(graph, any -> new ArrayList<>()).add(step);
    if (!graph.isEmpty()) {
      branches
          .computeIfAbsent(parent(graph), any -> new HashMap<>())
          .merge(graph, step.order(), Math::min);
    }
  }

  /** The graphs that none of the steps is around: the run's own, or those in the node. */
  private List<String> roots() {
    Set<String> paths = new HashSet<>();
    steps.forEach(step -> paths.add(step.path().text()));
    return graphs.keySet().stream().filter(graph -> !paths.contains(parent(graph))).toList();
  }

  private void reset(String graph, Set<String> failed) {
    boolean found = false;
    List<StepState> inOrder = new ArrayList<>(graphs.getOrDefault(graph, List.of()));
    inOrder.sort(Comparator.comparingLong(StepState::order));
    for (StepState step : inOrder) {
      if (found) {
        resetAll(step);
      } else if (failed.contains(step.path().text())) {
        found = true;
        resetInside(step, failed);
      }
    }
  }

  private void resetInside(StepState step, Set<String> failed) {
    resets.add(step.path());
    Map<Long, String> inOrder = new TreeMap<>();
    branches
        .getOrDefault(step.path().text(), Map.of())
        .forEach((branch, order) -> inOrder.put(order, branch));
    if (independent.test(step.type())) {
      inOrder.values().forEach(branch -> reset(branch, failed));
      return;
    }
    boolean found = inOrder.values().stream().noneMatch(failed::contains);
    for (String branch : inOrder.values()) {
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
    branches.getOrDefault(step.path().text(), Map.of()).keySet().forEach(this::resetGraph);
  }

  private void resetGraph(String graph) {
    graphs.getOrDefault(graph, List.of()).forEach(this::resetAll);
  }

  /** Of a step the graph around it, of a graph the node around it; nothing of the outermost. */
  private static String parent(String path) {
    int dot = path.lastIndexOf('.');
    return dot < 0 ? "" : path.substring(0, dot);
  }
}
