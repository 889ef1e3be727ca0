package io.eagleray.plan;

import io.eagleray.model.Node;
import io.eagleray.model.UnreadNode;
import io.eagleray.spi.NodeContract;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Where parameters are set on the way to a step. Each step has two vertices: where it starts, and
 * where it has succeeded, which is where its parameters are set; a failed step sets nothing, and
 * one that is skipped neither.
 *
 * <p>Most parameters have a producer that every path passes, which the dominators tell at once; for
 * the others all paths are followed, once for each parameter. So the time grows with the number of
 * steps, not with its square.
 */
final class ParameterFlow {
  /** How sure it is that a parameter is set. */
  enum Availability {
    ALWAYS,
    SOMETIMES,
    NEVER
  }

  private static final int NEAREST_PRODUCERS = 8;

  private final List<Node> order;
  private final Set<String> initial;
  private final List<int[]> predecessors = new ArrayList<>();
  private final Map<String, List<Integer>> producers = new HashMap<>();
  private final List<Integer> unread = new ArrayList<>();
  private final Dominators dominators;
  private final Map<String, Availability[]> followed = new HashMap<>();

  /**
   * @param order the steps that can be reached, each after all that lead to it
   * @param initial set before the first step
   */
  ParameterFlow(List<Node> order, Map<String, NodeContract> contracts, Set<String> initial) {
    this.order = order;
    this.initial = initial;
    connect();
    dominators = new Dominators(predecessors);
    for (int step = 0; step < order.size(); step++) {
      Node node = order.get(step);
      if (node instanceof UnreadNode) {
        unread.add(step);
      }
      for (String name : Objects.requireNonNull(contracts.get(node.name())).gives()) {
        producers.computeIfAbsent(name, key -> new ArrayList<>()).add(step);
      }
    }
  }

  private void connect() {
    Map<String, List<Integer>> arrivals = new HashMap<>();
    for (int step = 0; step < order.size(); step++) {
      Node node = order.get(step);
      List<Integer> from = arrivals.getOrDefault(node.name(), List.of());
      predecessors.add(from.stream().mapToInt(Integer::intValue).toArray());
      predecessors.add(new int[] {2 * step});
      int start = 2 * step;
      node.onFailure().ifPresent(target -> arrive(arrivals, target, start));
      node.next().ifPresent(target -> arrive(arrivals, target, start + 1));
      if (node.settings().when().isPresent()) {
        node.next().ifPresent(target -> arrive(arrivals, target, start));
      }
    }
  }

  private static void arrive(Map<String, List<Integer>> arrivals, String target, int from) {
    arrivals.computeIfAbsent(target, key -> new ArrayList<>()).add(from);
  }

  /** Whether a parameter is set when a step starts. */
  Availability at(int step, String parameter) {
    return initial.contains(parameter) ? Availability.ALWAYS : bySteps(step, parameter);
  }

  /** Whether a step sets a parameter on the way to a step, whatever is given at the start. */
  Availability bySteps(int step, String parameter) {
    List<Integer> all = producers.getOrDefault(parameter, List.of());
    if (all.isEmpty() && unread.isEmpty()) {
      return Availability.NEVER;
    }
    if (isDominated(step, all) || isDominated(step, unread)) {
      return Availability.ALWAYS;
    }
    return followed.computeIfAbsent(parameter, this::follow)[2 * step];
  }

  /** Looks at the producers that come last before the step; one of them nearly always dominates. */
  private boolean isDominated(int step, List<Integer> all) {
    int last = java.util.Collections.binarySearch(all, step);
    int from = last < 0 ? -last - 2 : last - 1;
    for (int i = from; i >= 0 && i > from - NEAREST_PRODUCERS; i--) {
      if (dominators.dominates(2 * all.get(i) + 1, 2 * step)) {
        return true;
      }
    }
    return false;
  }

  private Availability[] follow(String parameter) {
    Availability[] state = new Availability[predecessors.size()];
    Set<Integer> setting = new java.util.HashSet<>(producers.getOrDefault(parameter, List.of()));
    setting.addAll(unread);
    for (int vertex = 0; vertex < state.length; vertex++) {
      boolean sets = vertex % 2 == 1 && setting.contains(vertex / 2);
      state[vertex] = sets ? Availability.ALWAYS : joined(predecessors.get(vertex), state);
    }
    return state;
  }

  private static Availability joined(int[] before, Availability[] state) {
    Availability joined = before.length == 0 ? Availability.NEVER : state[before[0]];
    for (int vertex : before) {
      joined = joined == state[vertex] ? joined : Availability.SOMETIMES;
    }
    return joined;
  }

  /** The steps that set a parameter. */
  List<String> producersOf(String parameter) {
    return producers.getOrDefault(parameter, List.of()).stream()
        .map(step -> order.get(step).name())
        .toList();
  }

  /** The parameters that some step sets, or that are set at the start. */
  Set<String> known() {
    Set<String> known = new java.util.TreeSet<>(producers.keySet());
    known.addAll(initial);
    return known;
  }

  /** The last steps before a step, as the walk may come by, that set parameters. */
  List<Node> lastBefore(int step, Map<String, NodeContract> contracts, int most) {
    List<Node> last = new ArrayList<>();
    for (int i = step - 1; i >= 0 && last.size() < most; i--) {
      Optional<NodeContract> contract = Optional.ofNullable(contracts.get(order.get(i).name()));
      if (contract.filter(found -> !found.gives().isEmpty()).isPresent()) {
        last.addFirst(order.get(i));
      }
    }
    return last;
  }
}
