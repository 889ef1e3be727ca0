package io.eagleray.plan;

import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.model.Node;
import io.eagleray.problem.Location;
import io.eagleray.problem.Problems;
import io.eagleray.problem.Topic;
import io.eagleray.spi.NodeContract;
import io.eagleray.yaml.Given;
import io.eagleray.yaml.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Tells of values, given at the start, that cannot become the argument that they are for. One that
 * a step may have replaced before is not looked at.
 */
final class GivenValues {
  private final PlanContext context;
  private final ParameterFlow flow;
  private final Problems problems;

  GivenValues(PlanContext context, ParameterFlow flow, Problems problems) {
    this.context = context;
    this.flow = flow;
    this.problems = problems.about(Topic.PARAMETERS);
  }

  /** Tells all of it. */
  void tell(List<Node> order, Map<String, NodeContract> contracts) {
    if (context.parameters().isEmpty()) {
      return;
    }
    for (int step = 0; step < order.size(); step++) {
      Node node = order.get(step);
      NodeContract contract = Objects.requireNonNull(contracts.get(node.name()));
      for (NodeContract.Call call : contract.calls()) {
        tell(step, node, call);
      }
      for (NodeContract.Need list : contract.lists()) {
        tellNoList(step, node, list);
      }
    }
  }

  private void tell(int step, Node node, NodeContract.Call call) {
    Map<String, Json> values = new LinkedHashMap<>();
    for (String name : call.arguments()) {
      Given given = context.parameters().get(name);
      if (given != null && flow.bySteps(step, name) == ParameterFlow.Availability.NEVER) {
        values.put(name, given.value());
      }
    }
    if (values.isEmpty()) {
      return;
    }
    context
        .runners()
        .apply(call.task().commandType())
        .misfits(call.task(), values)
        .forEach((name, why) ->
            problems.error(
                place(name, call),
                "step \"" + node.name() + "\": the parameter \"" + name + "\"" + why));
  }

  private void tellNoList(int step, Node node, NodeContract.Need list) {
    Given given = context.parameters().get(list.parameter());
    if (given != null
        && !(given.value() instanceof JsonArray)
        && flow.bySteps(step, list.parameter()) == ParameterFlow.Availability.NEVER) {
      problems.error(
          given.at().orElse(list.at()),
          "step \""
              + node.name()
              + "\": the parameter \""
              + list.parameter()
              + "\" must be a list, but is "
              + Values.shown(given.value()));
    }
  }

  private Location place(String name, NodeContract.Call call) {
    return Objects.requireNonNull(context.parameters().get(name)).at().orElse(call.task().at());
  }
}
