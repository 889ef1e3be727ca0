package io.eagleray.engine.node;

import io.eagleray.json.Json;
import io.eagleray.json.JsonBool;
import io.eagleray.json.JsonNull;
import io.eagleray.json.JsonNumber;
import io.eagleray.json.JsonText;
import io.eagleray.model.ConditionalNode;
import io.eagleray.model.Graph;
import io.eagleray.model.Node;
import io.eagleray.run.Failure;
import io.eagleray.run.Value;
import io.eagleray.spi.CachedWork;
import io.eagleray.spi.MappingReader;
import io.eagleray.spi.NodeChecking;
import io.eagleray.spi.NodeContract;
import io.eagleray.spi.NodeOutcome;
import io.eagleray.spi.NodeReading;
import io.eagleray.spi.NodeType;
import io.eagleray.spi.NodeWalking;
import io.eagleray.yaml.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code conditional}: the branch that a parameter's value names, or the default. */
public final class ConditionalNodeType implements NodeType {
  private static final String PARAMETER = "parameter";
  private static final String BRANCHES = "branches";
  private static final String DEFAULT = "default";

  @Override
  public String name() {
    return "conditional";
  }

  @Override
  public boolean isReentrant() {
    return true;
  }

  @Override
  public Node read(NodeReading reading) {
    MappingReader mapping = reading.mapping();
    CompositeKeys.require(reading, PARAMETER, BRANCHES);
    Optional<String> parameter = mapping.text(PARAMETER);
    Map<String, Graph> branches = reading.graphs(BRANCHES);
    Optional<Graph> otherwise = reading.graph(DEFAULT);
    if (branches.containsKey(DEFAULT) && otherwise.isPresent()) {
      mapping
          .problems()
          .error(
              mapping.keyAt(DEFAULT),
              "step \"" + reading.name() + "\" has a branch of the name \"default\" and a default");
    }
    Node node =
        new ConditionalNode(
            reading.name(),
            reading.at(),
            reading.links(),
            reading.settings(),
            parameter.orElse(""),
            mapping.valueAt(PARAMETER),
            branches,
            otherwise);
    return parameter.isEmpty() || branches.isEmpty() ? reading.unread() : node;
  }

  @Override
  public NodeContract check(Node node, NodeChecking checking) {
    CachedFiles.check(node, checking);
    ConditionalNode choice = (ConditionalNode) node;
    NodeContract whole =
        new NodeContract(
            List.of(new NodeContract.Need(choice.parameter(), choice.parameterAt())),
            Set.of(),
            false);
    for (Graph branch : graphs(node).values()) {
      whole = whole.and(checking.check(branch));
    }
    return whole;
  }

  @Override
  public NodeOutcome walk(Node node, NodeWalking walking) {
    ConditionalNode choice = (ConditionalNode) node;
    Value value = walking.parameters().get(choice.parameter());
    Json json = value == null ? Json.NULL : value.json();
    Optional<String> named =
        choice.branches().keySet().stream().filter(name -> names(name, json)).findFirst();
    Optional<Graph> graph =
        named
            .flatMap(name -> Optional.ofNullable(choice.branches().get(name)))
            .or(choice::otherwise);
    return graph.isEmpty()
        ? new NodeOutcome.Failed(noBranch(choice, json), false)
        : walking.walk(graph.get(), CompositeKeys.inPath(named.orElse(DEFAULT)), Map.of());
  }

  /** Whether a branch's name is the value, as YAML or Python writes it. */
  static boolean names(String name, Json value) {
    return switch (value) {
      case JsonText text -> text.value().equals(name);
      case JsonBool bool -> bool.text().equalsIgnoreCase(name);
      case JsonNull nothing -> Set.of("null", "None", "~", "").contains(name);
      case JsonNumber number -> CompositeKeys.isNumber(name, number);
      default -> value.text().equals(name);
    };
  }

  private static Failure noBranch(ConditionalNode choice, Json value) {
    return new Failure(
        PARAMETER,
        "the parameter \""
            + choice.parameter()
            + "\" is "
            + Values.shown(value)
            + ", and there is no such branch, only "
            + String.join(", ", choice.branches().keySet())
            + ", and no default",
        Optional.of(choice.parameterAt().toString()),
        "");
  }

  @Override
  public String fingerprint(Node node) {
    return "conditional " + ((ConditionalNode) node).parameter();
  }

  @Override
  public Optional<CachedWork> cachedWork(Node node) {
    ConditionalNode choice = (ConditionalNode) node;
    String print = fingerprint(node) + (choice.otherwise().isPresent() ? " or default" : "");
    return Optional.of(new CachedWork(print, List.of(), Set.of(choice.parameter())));
  }

  @Override
  public Map<String, Graph> graphs(Node node) {
    ConditionalNode choice = (ConditionalNode) node;
    Map<String, Graph> graphs = new LinkedHashMap<>(CompositeKeys.inPaths(choice.branches()));
    choice.otherwise().ifPresent(graph -> graphs.put(DEFAULT, graph));
    return graphs;
  }

  @Override
  public String label(Node node) {
    return "conditional on " + ((ConditionalNode) node).parameter();
  }
}
