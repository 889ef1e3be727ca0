package io.eagleray.engine.node;

import io.eagleray.json.Json;
import io.eagleray.json.JsonBool;
import io.eagleray.model.Graph;
import io.eagleray.model.LoopNode;
import io.eagleray.model.Node;
import io.eagleray.run.Failure;
import io.eagleray.run.Value;
import io.eagleray.spi.CachedWork;
import io.eagleray.spi.MappingReader;
import io.eagleray.spi.NodeChecking;
import io.eagleray.spi.NodeContract;
import io.eagleray.spi.NodeContract.Need;
import io.eagleray.spi.NodeOutcome;
import io.eagleray.spi.NodeReading;
import io.eagleray.spi.NodeType;
import io.eagleray.spi.NodeWalking;
import io.eagleray.yaml.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * {@code loop}: a branch again and again, until a parameter is true or it was often enough.
 * Iterations are named by their number from 0, and each reads what those before it returned.
 */
public final class LoopNodeType implements NodeType {
  private static final String BRANCH = "branch";
  private static final String MOST = "max_iterations";
  private static final String BREAK = "break_on";
  private static final String INDEX = "index_as";

  @Override
  public String name() {
    return "loop";
  }

  @Override
  public boolean isReentrant() {
    return true;
  }

  @Override
  public Node read(NodeReading reading) {
    MappingReader mapping = reading.mapping();
    CompositeKeys.require(reading, BRANCH, MOST);
    Optional<Graph> branch = reading.graph(BRANCH);
    OptionalInt most = CompositeKeys.count(mapping, MOST);
    Node node =
        new LoopNode(
            reading.name(),
            reading.at(),
            reading.links(),
            reading.settings(),
            branch.orElse(new Graph("", Map.of())),
            most.orElse(1),
            mapping.text(BREAK),
            mapping.valueAt(BREAK),
            mapping.text(INDEX),
            mapping.valueAt(INDEX));
    return branch.isEmpty() || most.isEmpty() ? reading.unread() : node;
  }

  @Override
  public NodeContract check(Node node, NodeChecking checking) {
    CachedFiles.check(node, checking);
    LoopNode loop = (LoopNode) node;
    NodeContract inside = checking.check(loop.branch());
    List<Need> index = loop.indexAs().map(name -> new Need(name, loop.indexAt())).stream().toList();
    List<Need> end =
        loop
            .breakOn()
            .filter(name -> !inside.gives().contains(name))
            .map(name -> new Need(name, loop.breakAt()))
            .stream()
            .toList();
    NodeContract own = new NodeContract(end, Set.of(), false, index, List.of());
    return own.and(inside.within(loop.indexAs().map(Set::of).orElse(Set.of())));
  }

  @Override
  public NodeOutcome walk(Node node, NodeWalking walking) {
    LoopNode loop = (LoopNode) node;
    Map<String, Value> outputs = new LinkedHashMap<>();
    for (int iteration = 0; iteration < loop.maxIterations(); iteration++) {
      Map<String, Value> given = new LinkedHashMap<>(outputs);
      Json number = Json.of(iteration);
      loop.indexAs().ifPresent(name -> given.put(name, Value.of(number)));
      String branch = Integer.toString(iteration);
      NodeOutcome outcome = walking.walk(loop.branch(), branch, given, variables(loop, branch));
      if (!(outcome instanceof NodeOutcome.Success success)) {
        return outcome instanceof NodeOutcome.Failed failed ? of(iteration, failed) : outcome;
      }
      outputs.putAll(success.outputs());
      if (loop.breakOn().isPresent()) {
        Json end = value(loop.breakOn().get(), outputs, walking);
        if (!(end instanceof JsonBool bool)) {
          return new NodeOutcome.Failed(noBoolean(loop, end), false);
        }
        if (bool.value()) {
          break;
        }
      }
    }
    return new NodeOutcome.Success(outputs, List.of());
  }

  /** Functions of files that were written for Runnable look for the index there. */
  private static Map<String, String> variables(LoopNode loop, String index) {
    return loop.indexAs().map(name -> Map.of(name, index)).orElse(Map.of());
  }

  private static Json value(String name, Map<String, Value> outputs, NodeWalking walking) {
    Value value = outputs.get(name);
    Value around = value == null ? walking.parameters().get(name) : value;
    return around == null ? Json.NULL : around.json();
  }

  private static NodeOutcome of(int iteration, NodeOutcome.Failed failed) {
    Failure cause = failed.failure();
    return new NodeOutcome.Failed(
        new Failure(
            cause.type(),
            "iteration " + iteration + ": " + cause.message(),
            cause.at(),
            cause.stack()),
        failed.retriable());
  }

  private static Failure noBoolean(LoopNode loop, Json value) {
    return new Failure(
        "parameter",
        BREAK
            + ": the parameter \""
            + loop.breakOn().orElse("")
            + "\" must be true or false, but is "
            + Values.shown(value),
        Optional.of(loop.breakAt().toString()),
        "");
  }

  @Override
  public String fingerprint(Node node) {
    LoopNode loop = (LoopNode) node;
    return "loop break_on=" + loop.breakOn().orElse("") + " index_as=" + loop.indexAs().orElse("");
  }

  /** How often it goes round at most may grow while a run goes on, and decides what it gives. */
  @Override
  public Optional<CachedWork> cachedWork(Node node) {
    LoopNode loop = (LoopNode) node;
    return Optional.of(
        new CachedWork(
            fingerprint(node) + " most=" + loop.maxIterations(),
            List.of(),
            loop.breakOn().map(Set::of).orElse(Set.of())));
  }

  @Override
  public Map<String, Graph> graphs(Node node) {
    return Map.of(BRANCH, ((LoopNode) node).branch());
  }

  @Override
  public String label(Node node) {
    LoopNode loop = (LoopNode) node;
    return "loop"
        + loop.breakOn().map(name -> " until " + name).orElse("")
        + ", at most "
        + loop.maxIterations();
  }
}
