package io.eagleray.engine.node;

import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonText;
import io.eagleray.model.Graph;
import io.eagleray.model.MapNode;
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
import io.eagleray.spi.NodeWalking.Branch;
import io.eagleray.spi.NodeWalking.Branches;
import io.eagleray.yaml.Values;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * {@code map}: one branch for each item of a list, named by the item's index from 0, at the same
 * time.
 */
public final class MapNodeType implements NodeType {
  /** How many branches are under way at once where the pipeline does not say it. */
  static final int USUAL_MOST = 1_000;

  private static final String ON = "iterate_on";
  private static final String AS = "iterate_as";
  private static final String BRANCH = "branch";
  private static final String MOST = "max_parallel";

  @Override
  public String name() {
    return "map";
  }

  @Override
  public boolean isReentrant() {
    return true;
  }

  @Override
  public boolean hasIndependentBranches() {
    return true;
  }

  @Override
  public Node read(NodeReading reading) {
    MappingReader mapping = reading.mapping();
    CompositeKeys.require(reading, ON, AS, BRANCH);
    Optional<Json> on = mapping.json(ON);
    on.filter(value -> !(value instanceof JsonArray || value instanceof JsonText))
        .ifPresent(value -> mapping.reject(ON, "the name of a parameter or a list"));
    Optional<String> as = mapping.text(AS);
    Optional<Graph> branch = reading.graph(BRANCH);
    OptionalInt most = CompositeKeys.count(mapping, MOST);
    boolean failFast = mapping.bool("fail_fast").orElse(false);
    ReducerReader reducers = new ReducerReader(mapping, reading.overrides());
    MapNode node =
        new MapNode(
            reading.name(),
            reading.at(),
            reading.links(),
            reading.settings(),
            on.flatMap(MapNodeType::parameter),
            on.map(MapNodeType::items).orElse(List.of()),
            mapping.valueAt(ON),
            as.orElse(""),
            mapping.valueAt(AS),
            branch.orElse(new Graph("", Map.of())),
            reducers.read(),
            most,
            failFast);
    return on.isEmpty() || as.isEmpty() || branch.isEmpty() ? reading.unread() : node;
  }

  private static Optional<String> parameter(Json on) {
    return on instanceof JsonText text ? Optional.of(text.value()) : Optional.empty();
  }

  private static List<Json> items(Json on) {
    return on instanceof JsonArray array ? array.items() : List.of();
  }

  @Override
  public NodeContract check(Node node, NodeChecking checking) {
    CachedFiles.check(node, checking);
    MapNode map = (MapNode) node;
    NodeContract inside = checking.check(map.branch()).within(Set.of(map.as()));
    new Reduction(map.reducers()).check(map.name(), inside.gives(), checking);
    List<Need> over = map.parameter().map(name -> new Need(name, map.onAt())).stream().toList();
    NodeContract own =
        new NodeContract(
            over, Set.of(), false, List.of(new Need(map.as(), map.asAt())), List.of(), over);
    return own.and(inside);
  }

  @Override
  public NodeOutcome walk(Node node, NodeWalking walking) {
    MapNode map = (MapNode) node;
    Json list = map.parameter().isPresent() ? value(map, walking) : new JsonArray(map.items());
    if (!(list instanceof JsonArray array)) {
      return new NodeOutcome.Failed(noList(map, list), false);
    }
    List<Json> items = array.items();
    List<NodeOutcome> outcomes =
        walking.walk(
            new Branches(
                items.size(),
                index ->
                    new Branch(
                        Integer.toString(index),
                        map.branch(),
                        Map.of(map.as(), Value.of(items.get(index)))),
                map.maxParallel().orElse(USUAL_MOST),
                map.failFast()));
    return BranchOutcomes.inOrder(outcomes)
        .end(
            walking.cancellation(),
            branches ->
                new Reduction(map.reducers()).all(walking.gives(map.branch()), branches, walking));
  }

  private static Json value(MapNode map, NodeWalking walking) {
    Value value = walking.parameters().get(map.parameter().orElseThrow());
    return value == null ? Json.NULL : value.json();
  }

  private static Failure noList(MapNode map, Json value) {
    String parameter = "the parameter \"" + map.parameter().orElseThrow() + "\"";
    return new Failure(
        "parameter",
        ON + ": " + parameter + " must be a list, but is " + Values.shown(value),
        Optional.of(map.onAt().toString()),
        "");
  }

  @Override
  public String fingerprint(Node node) {
    MapNode map = (MapNode) node;
    return "map on="
        + map.parameter().orElseGet(() -> new JsonArray(map.items()).text())
        + " as="
        + map.as()
        + " reducers="
        + map.reducers().text();
  }

  @Override
  public Optional<CachedWork> cachedWork(Node node) {
    MapNode map = (MapNode) node;
    return Optional.of(
        new CachedWork(
            fingerprint(node),
            map.reducers().tasks(),
            map.parameter().map(Set::of).orElse(Set.of())));
  }

  @Override
  public Map<String, Graph> graphs(Node node) {
    return Map.of(BRANCH, ((MapNode) node).branch());
  }

  @Override
  public String label(Node node) {
    MapNode map = (MapNode) node;
    return "map over " + map.parameter().orElse(map.items().size() + " items");
  }
}
