package io.eagleray.plan;

import io.eagleray.model.Graph;
import io.eagleray.model.Pipeline;
import io.eagleray.model.Task;
import io.eagleray.problem.Problem;
import io.eagleray.spi.NodeContract;
import io.eagleray.spi.TaskSignature;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A pipeline that was checked whole, ready to be walked.
 *
 * @param signatures what each task's function asks for
 * @param code a hash of the code of each task whose node, or a node around it, counts it to be
 *     cached, as it was when the task was checked
 * @param contracts what each step needs and gives, by its name
 * @param branches what the steps of each graph inside a node may set, by the graph itself
 * @param warnings what is doubtful about it, in the order of the places
 * @param notes how things are understood, in the order of the places
 */
public record Plan(
    Pipeline pipeline,
    Map<Task, TaskSignature> signatures,
    Map<Task, String> code,
    Map<String, NodeContract> contracts,
    Map<Graph, Set<String>> branches,
    List<Problem> warnings,
    List<Problem> notes) {
  public Plan {
    // Map.copyOf makes a map that compares a task with its neighbours too, component by component.
    signatures = Collections.unmodifiableMap(new HashMap<>(signatures));
    code = Collections.unmodifiableMap(new HashMap<>(code));
    contracts = Map.copyOf(contracts);
    // Graphs are told apart by identity: a map that compares them would do so step by step.
    branches = Collections.unmodifiableMap(new IdentityHashMap<>(branches));
    warnings = List.copyOf(warnings);
    notes = List.copyOf(notes);
  }
}
