package io.eagleray.yaml;

import io.eagleray.json.JsonObject;
import io.eagleray.json.JsonText;
import io.eagleray.model.FailNode;
import io.eagleray.model.Graph;
import io.eagleray.model.Node;
import io.eagleray.model.SuccessNode;
import io.eagleray.problem.Location;
import io.eagleray.problem.Nearest;
import io.eagleray.problem.Problems;
import io.eagleray.spi.CommandTypes;
import io.eagleray.spi.NodeType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads graphs: {@code description}, {@code start_at}, {@code steps}. */
final class GraphReader {
  private static final String DEFAULT_TYPE = "task";

  private final Map<String, NodeType> nodeTypes;
  private final CommandTypes commandTypes;
  private final RayConfigFiles rayConfigs;
  private final SubPipelines pipelines;
  private final StepPatches patches;
  private final JsonObject overrides;

  GraphReader(
      Map<String, NodeType> nodeTypes,
      CommandTypes commandTypes,
      RayConfigFiles rayConfigs,
      SubPipelines pipelines,
      StepPatches patches) {
    this(nodeTypes, commandTypes, rayConfigs, pipelines, patches, JsonObject.EMPTY);
  }

  private GraphReader(
      Map<String, NodeType> nodeTypes,
      CommandTypes commandTypes,
      RayConfigFiles rayConfigs,
      SubPipelines pipelines,
      StepPatches patches,
      JsonObject overrides) {
    this.nodeTypes = nodeTypes;
    this.commandTypes = commandTypes;
    this.rayConfigs = rayConfigs;
    this.pipelines = pipelines;
    this.patches = patches;
    this.overrides = overrides;
  }

  /** Reads the graphs inside a step, whose {@code overrides} hold for tasks that have none. */
  GraphReader inside(YamlMapping step) {
    JsonObject own = TaskReader.overrides(step).orElse(overrides);
    return new GraphReader(nodeTypes, commandTypes, rayConfigs, pipelines, patches, own);
  }

  /** What the steps around say of where tasks run; empty where none does. */
  JsonObject overrides() {
    return overrides;
  }

  /** Reads the graph of another pipeline's file. */
  Optional<Graph> subPipeline(String file, Location at) {
    return pipelines.read(
        file,
        at,
        inside -> new GraphReader(nodeTypes, commandTypes, rayConfigs, inside, patches, overrides));
  }

  CommandTypes commandTypes() {
    return commandTypes;
  }

  RayConfigFiles rayConfigs() {
    return rayConfigs;
  }

  /** Reads a graph; empty where it has no steps. */
  Optional<Graph> read(YamlMapping graph) {
    graph.json("description");
    Optional<String> startAt = graph.text("start_at");
    if (!graph.has("steps")) {
      graph.problems().error(graph.at(), graph.label() + " needs \"steps\"");
      return Optional.empty();
    }
    Optional<YamlMapping> steps = graph.child("steps");
    if (steps.isEmpty()) {
      return Optional.empty();
    }
    Set<String> names = steps.get().keys();
    if (names.isEmpty()) {
      graph
          .problems("steps")
          .error(graph.valueAt("steps"), graph.label("steps") + " must name at least one step");
      return Optional.empty();
    }
    String start = startAt.orElse(names.iterator().next());
    Map<String, Node> nodes = nodes(steps.get(), start);
    if (!nodes.containsKey(start)) {
      graph
          .problems("start_at")
          .error(
              graph.valueAt("start_at"),
              "start_at names \"" + start + "\", which is no step" + Nearest.hint(start, names));
    }
    return Optional.of(new Graph(start, nodes));
  }

  private Map<String, Node> nodes(YamlMapping steps, String start) {
    Map<String, String> implicitNext = new RecoverySteps(written(steps), start).implicitNext();
    Map<String, Node> nodes = new LinkedHashMap<>();
    for (String name : steps.keys()) {
      checkName(name, steps);
      nodes.put(name, node(name, steps, implicitNext.getOrDefault(name, Graph.SUCCESS)));
    }
    nodes.computeIfAbsent(Graph.SUCCESS, name -> new SuccessNode(name, steps.at()));
    nodes.computeIfAbsent(Graph.FAIL, name -> new FailNode(name, steps.at()));
    return nodes;
  }

  private Node node(String name, YamlMapping steps, String implicitNext) {
    Location at = steps.keyAt(name);
    YamlMapping mapping =
        steps
            .child(name, Label.of("step \"" + name + "\""), step -> patches.of(name, step))
            .orElseGet(() -> new YamlMapping(Located.Mapping.EMPTY, Label.NONE, new Problems()));
    StepReader reading = new StepReader(name, at, mapping, implicitNext, this);
    if (mapping.node() == Located.Mapping.EMPTY) {
      return reading.unread();
    }
    String type = mapping.text("type").orElse(DEFAULT_TYPE);
    NodeType known = nodeTypes.get(type);
    if (known == null) {
      mapping
          .problems("type")
          .error(
              mapping.valueAt("type"),
              "unknown type \""
                  + type
                  + "\" of step \""
                  + name
                  + "\""
                  + Nearest.hintOrKnown(type, new TreeSet<>(nodeTypes.keySet())));
      mapping.json();
      return reading.unread();
    }
    if (isTerminalName(name) && !type.equals(name)) {
      steps
          .problems()
          .error(
              at,
              "a step named \"" + name + "\" must be of type " + name + "; choose another name");
    }
    return known.read(reading);
  }

  private static boolean isTerminalName(String name) {
    return name.equals(Graph.SUCCESS) || name.equals(Graph.FAIL);
  }

  private static void checkName(String name, YamlMapping steps) {
    if (name.isBlank() || name.contains(".") || name.contains("%")) {
      steps
          .problems()
          .error(
              steps.keyAt(name),
              "the step name \"" + name + "\" must not be empty or contain . or %");
    }
  }

  /** The links as they stand in the file, of all steps but the terminal ones. */
  private static Map<String, RecoverySteps.Written> written(YamlMapping steps) {
    Map<String, RecoverySteps.Written> written = new LinkedHashMap<>();
    steps
        .node()
        .entries()
        .forEach((name, entry) -> {
          // What is no mapping has its own problem, and its place in the order.
          Located.Mapping step =
              entry.value() instanceof Located.Mapping mapping ? mapping : Located.Mapping.EMPTY;
          if (text(step, "type").filter(GraphReader::isTerminalName).isEmpty()) {
            written.put(
                name, new RecoverySteps.Written(text(step, "next"), text(step, "on_failure")));
          }
        });
    return written;
  }

  private static Optional<String> text(Located.Mapping step, String key) {
    Located.Entry entry = step.entries().get(key);
    return entry != null
            && entry.value() instanceof Located.Scalar scalar
            && scalar.value() instanceof JsonText text
            && !text.value().isBlank()
        ? Optional.of(text.value())
        : Optional.empty();
  }
}
