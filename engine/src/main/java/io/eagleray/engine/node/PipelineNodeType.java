package io.eagleray.engine.node;

import io.eagleray.json.JsonText;
import io.eagleray.model.Graph;
import io.eagleray.model.Node;
import io.eagleray.model.PipelineNode;
import io.eagleray.model.PipelineNode.Renaming;
import io.eagleray.problem.Nearest;
import io.eagleray.problem.Topic;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code pipeline}: the steps of another file, with parameters in and out. */
public final class PipelineNodeType implements NodeType {
  private static final String FILE = "pipeline";
  private static final String PARAMETERS = "parameters";
  private static final String RETURNS = "returns";

  @Override
  public String name() {
    return "pipeline";
  }

  @Override
  public boolean isReentrant() {
    return true;
  }

  @Override
  public Node read(NodeReading reading) {
    MappingReader mapping = reading.mapping();
    CompositeKeys.require(reading, FILE);
    Optional<Graph> graph = reading.pipeline(FILE);
    Node node =
        new PipelineNode(
            reading.name(),
            reading.at(),
            reading.links(),
            reading.settings(),
            mapping.text(FILE).orElse(""),
            graph.orElse(new Graph("", Map.of())),
            parameters(mapping),
            returns(mapping));
    return graph.isEmpty() ? reading.unread() : node;
  }

  private static List<Renaming> parameters(MappingReader mapping) {
    List<Renaming> renamings = new ArrayList<>();
    mapping
        .mapping(PARAMETERS)
        .ifPresent(names -> {
          for (String inside : names.keys()) {
            names
                .text(inside)
                .ifPresent(
                    outside -> renamings.add(new Renaming(inside, outside, names.valueAt(inside))));
          }
        });
    return renamings;
  }

  private static List<Renaming> returns(MappingReader mapping) {
    List<Renaming> renamings = new ArrayList<>();
    for (MappingReader.Item item : mapping.items(RETURNS)) {
      Optional<String> name = item.mapping().flatMap(names -> names.text("name"));
      Optional<String> as = item.mapping().flatMap(names -> names.text("as"));
      if (item.value() instanceof JsonText text) {
        renamings.add(new Renaming(text.value(), text.value(), item.at()));
      } else if (name.isPresent()) {
        renamings.add(new Renaming(name.get(), as.orElse(name.get()), item.at()));
      } else {
        mapping.problems(RETURNS).error(item.at(), item.label() + " must be a name or {name, as}");
      }
    }
    return renamings;
  }

  @Override
  public NodeContract check(Node node, NodeChecking checking) {
    CachedFiles.check(node, checking);
    PipelineNode call = (PipelineNode) node;
    NodeContract inside = checking.check(call.graph());
    for (Renaming item : call.returns()) {
      if (!inside.gives().contains(item.inside()) && !checking.isMocked()) {
        checking
            .problems()
            .about(Topic.COMPOSITES)
            .error(
                item.at(),
                "no step of "
                    + call.file()
                    + " returns \""
                    + item.inside()
                    + "\""
                    + Nearest.hint(item.inside(), inside.gives()));
      }
    }
    List<Need> given =
        call.parameters().stream().map(item -> new Need(item.outside(), item.at())).toList();
    Set<String> renamed =
        call.parameters().stream().map(Renaming::inside).collect(Collectors.toUnmodifiableSet());
    Set<String> gives =
        call.returns().isEmpty()
            ? inside.gives()
            : call.returns().stream()
                .filter(item -> inside.gives().contains(item.inside()))
                .map(Renaming::outside)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    return new NodeContract(given, Set.of(), false).and(inside.within(renamed)).giving(gives);
  }

  @Override
  public NodeOutcome walk(Node node, NodeWalking walking) {
    PipelineNode call = (PipelineNode) node;
    Map<String, Value> given = renamed(call.parameters(), walking.parameters(), false);
    NodeOutcome outcome = walking.walk(call.graph(), FILE, given);
    return outcome instanceof NodeOutcome.Success success && !call.returns().isEmpty()
        ? new NodeOutcome.Success(renamed(call.returns(), success.outputs(), true), success.files())
        : outcome;
  }

  private static Map<String, Value> renamed(
      List<Renaming> names, Map<String, Value> values, boolean out) {
    Map<String, Value> renamed = new LinkedHashMap<>();
    for (Renaming item : names) {
      Value value = values.get(out ? item.inside() : item.outside());
      if (value != null) {
        renamed.put(out ? item.outside() : item.inside(), value);
      }
    }
    return renamed;
  }

  @Override
  public String fingerprint(Node node) {
    PipelineNode call = (PipelineNode) node;
    return "pipeline " + call.file() + text(call.parameters()) + text(call.returns());
  }

  private static String text(List<Renaming> names) {
    return names.stream()
        .map(item -> item.inside() + "=" + item.outside())
        .collect(Collectors.joining(",", " {", "}"));
  }

  @Override
  public Optional<CachedWork> cachedWork(Node node) {
    Set<String> given =
        ((PipelineNode) node)
            .parameters().stream().map(Renaming::outside).collect(Collectors.toUnmodifiableSet());
    return Optional.of(new CachedWork(fingerprint(node), List.of(), given));
  }

  @Override
  public Map<String, Graph> graphs(Node node) {
    return Map.of(FILE, ((PipelineNode) node).graph());
  }

  @Override
  public String label(Node node) {
    return "pipeline " + ((PipelineNode) node).file();
  }
}
