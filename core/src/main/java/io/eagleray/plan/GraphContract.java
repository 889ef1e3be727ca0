package io.eagleray.plan;

import io.eagleray.model.Node;
import io.eagleray.problem.Problems;
import io.eagleray.spi.NodeContract;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What a graph inside a node needs from around it: what no step in it sets before. */
final class GraphContract {
  private final List<Node> order;
  private final Map<String, NodeContract> contracts;
  private final ParameterFlow flow;
  private final ParameterCheck parameters;

  GraphContract(List<Node> order, Map<String, NodeContract> contracts, Problems problems) {
    this.order = order;
    this.contracts = contracts;
    this.flow = new ParameterFlow(order, contracts, Set.of());
    this.parameters = new ParameterCheck(order, contracts, flow, Set.of(), problems);
  }

  NodeContract whole() {
    List<NodeContract.Need> hides = new ArrayList<>();
    List<NodeContract.Call> calls = new ArrayList<>();
    List<NodeContract.Need> lists = new ArrayList<>();
    boolean takesAll = false;
    for (int step = 0; step < order.size(); step++) {
      NodeContract contract = Objects.requireNonNull(contracts.get(order.get(step).name()));
      takesAll |= contract.takesAll();
      hides.addAll(contract.hides());
      for (NodeContract.Call call : contract.calls()) {
        calls.add(new NodeContract.Call(call.task(), fromAround(step, call.arguments())));
      }
      for (NodeContract.Need list : contract.lists()) {
        if (isFromAround(step, list.parameter())) {
          lists.add(list);
        }
      }
    }
    return new NodeContract(parameters.unmet(), Set.of(), takesAll, hides, calls, lists);
  }

  private Set<String> fromAround(int step, Set<String> arguments) {
    Set<String> around = new HashSet<>(arguments);
    around.removeIf(name -> !isFromAround(step, name));
    return around;
  }

  private boolean isFromAround(int step, String parameter) {
    return flow.at(step, parameter) == ParameterFlow.Availability.NEVER;
  }
}
