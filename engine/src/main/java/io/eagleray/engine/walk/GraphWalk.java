package io.eagleray.engine.walk;

import io.eagleray.model.Graph;
import io.eagleray.model.Node;
import io.eagleray.run.Failure;
import io.eagleray.run.StepPath;
import io.eagleray.run.Value;
import io.eagleray.spi.Cancellation;
import io.eagleray.spi.NodeOutcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Walks one graph from its first step to a terminal node, one step at a time. */
public final class GraphWalk {
  private final WalkTools tools;
  private final RunJournal journal;
  private final StepOrder order;
  private final Graph graph;
  private final StepPath path;
  private final Scope scope;
  private final StepsInside steps;
  private final Cancellation cancellation;

  /**
   * @param path of the node around the graph, or the root
   * @param scope the parameters; what the steps return is put there
   */
  public GraphWalk(
      WalkTools tools,
      RunJournal journal,
      StepOrder order,
      Graph graph,
      StepPath path,
      Scope scope,
      Cancellation cancellation) {
    this(tools, journal, order, graph, path, scope, StepsInside.run(), cancellation);
  }

  /**
   * @param steps hears of its steps
   */
  GraphWalk(
      WalkTools tools,
      RunJournal journal,
      StepOrder order,
      Graph graph,
      StepPath path,
      Scope scope,
      StepsInside steps,
      Cancellation cancellation) {
    this.tools = tools;
    this.journal = journal;
    this.order = order;
    this.graph = graph;
    this.path = path;
    this.scope = scope;
    this.steps = steps;
    this.cancellation = cancellation;
  }

  /** Walks to the end. Of a success the outputs are all parameters that its steps set. */
  public NodeOutcome walk() {
    return walk(node -> false).orElseThrow();
  }

  /**
   * Walks until it stands before a step.
   *
   * @return how it ended; empty where it stands there
   */
  public Optional<NodeOutcome> walkTo(String step) {
    return walk(node -> node.name().equals(step));
  }

  /**
   * Runs one step; those before it are in the log.
   *
   * @return how it ended
   */
  public NodeOutcome walkOnly(String step) {
    return walkTo(step).orElseGet(() -> step(graph.node(step)));
  }

  /**
   * Runs one phase of one step; the steps before it are in the log.
   *
   * @return how the step ended; empty where another phase follows
   */
  public Optional<NodeOutcome> walkOnly(String step, String phase) {
    return walkTo(step).or(() -> stepWalk(graph.node(step)).phase(phase));
  }

  private Optional<NodeOutcome> walk(Predicate<Node> end) {
    Optional<Failure> lastFailure = Optional.empty();
    Map<String, Value> outputs = new LinkedHashMap<>();
    Node node = graph.node(graph.startAt());
    while (!node.isTerminal()) {
      if (end.test(node)) {
        return Optional.empty();
      }
      if (cancellation.isRequested()) {
        return Optional.of(new NodeOutcome.Cancelled());
      }
      switch (step(node)) {
        case NodeOutcome.Success success -> {
          scope.put(success.outputs());
          outputs.putAll(success.outputs());
          node = graph.node(node.next().orElseThrow());
        }
        case NodeOutcome.Failed failed -> {
          lastFailure = Optional.of(failed.failure());
          node = graph.node(node.onFailure().orElse(Graph.FAIL));
        }
        case NodeOutcome.Cancelled cancelled -> {
          return Optional.of(cancelled);
        }
      }
    }
    return Optional.of(
        switch (end(node)) {
          case NodeOutcome.Success any -> new NodeOutcome.Success(outputs, List.of());
          case NodeOutcome.Failed failed ->
              new NodeOutcome.Failed(lastFailure.orElse(failed.failure()));
          case NodeOutcome.Cancelled cancelled -> cancelled;
        });
  }

  /** A terminal node is no step: nothing of it is recorded. */
  private NodeOutcome end(Node node) {
    try (AttemptWalking walking =
        new AttemptWalking(
            tools, journal, order, path.child(node.name()), 1, scope, steps, cancellation)) {
      return tools.type(node).walk(node, walking);
    }
  }

  private NodeOutcome step(Node node) {
    NodeOutcome outcome = stepWalk(node).run();
    steps.ended(outcome);
    return outcome;
  }

  private StepWalk stepWalk(Node node) {
    return new StepWalk(
        tools, journal, order, node, path.child(node.name()), scope, steps, cancellation);
  }
}
