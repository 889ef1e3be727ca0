package io.eagleray.plan;

import io.eagleray.model.Node;
import io.eagleray.problem.Nearest;
import io.eagleray.problem.Problems;
import io.eagleray.problem.Topic;
import io.eagleray.spi.NodeContract;
import io.eagleray.spi.NodeContract.Need;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Tells of parameters that a step needs and that nothing sets before it. */
final class ParameterCheck {
  private static final int SHOWN_STEPS = 4;

  private final List<Node> order;
  private final Map<String, NodeContract> contracts;
  private final Set<String> initial;
  private final Problems problems;
  private final ParameterFlow flow;

  /**
   * @param flow over the same steps
   * @param initial the parameters that are given at the start
   */
  ParameterCheck(
      List<Node> order,
      Map<String, NodeContract> contracts,
      ParameterFlow flow,
      Set<String> initial,
      Problems problems) {
    this.order = order;
    this.contracts = contracts;
    this.initial = initial;
    this.problems = problems.about(Topic.PARAMETERS);
    this.flow = flow;
  }

  /** Tells all of it. */
  void tellAll() {
    for (int step = 0; step < order.size(); step++) {
      NodeContract contract = contract(order.get(step));
      for (Need need : contract.needs()) {
        tell(step, need);
      }
      for (Need hidden : contract.hides()) {
        tellHidden(step, hidden);
      }
    }
  }

  /** The needs of all steps that no step before them meets. */
  List<Need> unmet() {
    List<Need> unmet = new ArrayList<>();
    for (int step = 0; step < order.size(); step++) {
      for (Need need : contract(order.get(step)).needs()) {
        if (flow.at(step, need.parameter()) == ParameterFlow.Availability.NEVER) {
          unmet.add(need);
        }
      }
    }
    return unmet;
  }

  private NodeContract contract(Node node) {
    return Objects.requireNonNull(contracts.get(node.name()), node.name());
  }

  private void tell(int step, Need need) {
    String asked =
        "step \"" + order.get(step).name() + "\" needs the parameter \"" + need.parameter() + "\"";
    switch (flow.at(step, need.parameter())) {
      case ALWAYS -> {}
      case SOMETIMES ->
          problems.warning(
              need.at(),
              asked
                  + ", which is not set on every path to it, only by "
                  + quoted(flow.producersOf(need.parameter())));
      case NEVER ->
          problems.error(
              need.at(), asked + ", which no step before it returns" + there(step, need));
    }
  }

  /** What is there instead, and what may have been meant. */
  private String there(int step, Need need) {
    List<String> producers = flow.producersOf(need.parameter());
    if (!producers.isEmpty()) {
      boolean passed =
          order.subList(0, step).stream().anyMatch(node -> producers.contains(node.name()));
      String why = passed ? "has not succeeded there" : "runs later";
      return " (" + quoted(producers) + " returns it, but " + why + ")";
    }
    List<String> parts = new ArrayList<>();
    if (!initial.isEmpty()) {
      parts.add("given at the start: " + String.join(", ", new TreeSet<>(initial)));
    }
    for (Node node : flow.lastBefore(step, contracts, SHOWN_STEPS)) {
      parts.add("\"" + node.name() + "\" returns: " + String.join(", ", contract(node).gives()));
    }
    String shown = parts.isEmpty() ? "" : " (" + String.join("; ", parts) + ")";
    return shown + Nearest.hint(need.parameter(), flow.known());
  }

  private void tellHidden(int step, Need hidden) {
    List<String> producers = flow.producersOf(hidden.parameter());
    boolean given = initial.contains(hidden.parameter());
    if ((given || !producers.isEmpty())
        && flow.at(step, hidden.parameter()) != ParameterFlow.Availability.NEVER) {
      problems.warning(
          hidden.at(),
          "\""
              + hidden.parameter()
              + "\" of step \""
              + order.get(step).name()
              + "\" hides the parameter of that name "
              + (producers.isEmpty()
                  ? "that is given at the start"
                  : "that " + quoted(producers) + " returns"));
    }
  }

  private static String quoted(List<String> steps) {
    return steps.stream().map(step -> "\"" + step + "\"").collect(Collectors.joining(", "));
  }
}
