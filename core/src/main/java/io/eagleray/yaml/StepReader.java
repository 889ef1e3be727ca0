package io.eagleray.yaml;

import io.eagleray.json.JsonObject;
import io.eagleray.model.CatalogFiles;
import io.eagleray.model.Graph;
import io.eagleray.model.Links;
import io.eagleray.model.Node;
import io.eagleray.model.NodeSettings;
import io.eagleray.model.RetryPolicy;
import io.eagleray.model.Task;
import io.eagleray.model.UnreadNode;
import io.eagleray.model.ray.RayConfig;
import io.eagleray.problem.Location;
import io.eagleray.spi.MappingReader;
import io.eagleray.spi.NodeReading;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads one step. */
final class StepReader implements NodeReading {
  private final String name;
  private final Location at;
  private final YamlMapping mapping;
  private final String implicitNext;
  private final GraphReader graphs;

  StepReader(
      String name, Location at, YamlMapping mapping, String implicitNext, GraphReader graphs) {
    this.name = name;
    this.at = at;
    this.mapping = mapping;
    this.implicitNext = implicitNext;
    this.graphs = graphs;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Location at() {
    return at;
  }

  @Override
  public MappingReader mapping() {
    return mapping;
  }

  @Override
  public Links links() {
    Optional<String> next = mapping.text("next");
    if (next.isPresent() && next.get().isBlank()) {
      mapping.reject("next", "the name of a step");
    }
    Optional<String> written = next.filter(step -> !step.isBlank());
    return new Links(
        Optional.of(written.orElse(implicitNext)),
        written.isEmpty(),
        mapping.text("on_failure").filter(step -> !step.isBlank()),
        mapping.has("next") ? mapping.valueAt("next") : at,
        mapping.has("on_failure") ? mapping.valueAt("on_failure") : at);
  }

  @Override
  public NodeSettings settings() {
    Optional<Duration> timeout = mapping.duration("timeout");
    if (timeout.isPresent() && timeout.get().isZero()) {
      mapping.reject("timeout", "longer than nothing");
      timeout = Optional.empty();
    }
    return new NodeSettings(retry(), timeout, WhenReader.read(mapping), CacheReader.read(mapping));
  }

  private RetryPolicy retry() {
    RetryPolicy none = RetryPolicy.NONE;
    Optional<MappingReader> retry = mapping.mapping("retry");
    if (retry.isEmpty()) {
      int attempts = attempts(mapping);
      return new RetryPolicy(
          attempts, none.delay(), none.backoff(), none.maxDelay(), none.jitter());
    }
    if (mapping.has("max_attempts")) {
      mapping
          .problems("retry")
          .error(
              mapping.keyAt("max_attempts"), "write max_attempts in retry or beside it, not both");
    }
    MappingReader policy = retry.get();
    if (!policy.has("max_attempts")) {
      mapping
          .problems("retry")
          .error(policy.at(), mapping.label("retry") + " needs \"max_attempts\", 2 or more");
    }
    return new RetryPolicy(
        attempts(policy),
        policy.duration("delay").orElse(none.delay()),
        number(policy, "backoff", 1, Double.MAX_VALUE, "1 or more", none.backoff()),
        policy.duration("max_delay").orElse(none.maxDelay()),
        number(policy, "jitter", 0, 1, "from 0 to 1", none.jitter()));
  }

  private static int attempts(MappingReader mapping) {
    return Numbers.toInt(mapping, "max_attempts", 1).orElse(1);
  }

  private static double number(
      MappingReader mapping, String key, double least, double most, String rule, double absent) {
    double number = mapping.number(key).orElse(absent);
    if (number < least || number > most) {
      mapping.reject(key, rule);
      return absent;
    }
    return number;
  }

  /** What no node was made of is read all the same, so that its keys are not told as unknown. */
  @Override
  public Node unread() {
    settings();
    mapping.accept("ray");
    mapping.accept("ray_config");
    return new UnreadNode(name, at, links());
  }

  @Override
  public Task task(MappingReader task) {
    return TaskReader.read(
        task, "step \"" + name + "\"", graphs.commandTypes(), graphs.overrides());
  }

  @Override
  public JsonObject overrides() {
    return graphs.inside(mapping).overrides();
  }

  @Override
  public CatalogFiles catalog() {
    return TaskReader.catalog(mapping);
  }

  @Override
  public Optional<RayConfig> rayConfig() {
    return graphs.rayConfigs().read(mapping, name, at);
  }

  @Override
  public Optional<Graph> graph(String key) {
    return mapping.child(key).flatMap(graphs.inside(mapping)::read);
  }

  @Override
  public Optional<Graph> pipeline(String key) {
    GraphReader inside = graphs.inside(mapping);
    return mapping.text(key).flatMap(file -> inside.subPipeline(file, mapping.valueAt(key)));
  }

  @Override
  public Map<String, Graph> graphs(String key) {
    Map<String, Graph> read = new LinkedHashMap<>();
    GraphReader inside = graphs.inside(mapping);
    Optional<YamlMapping> named = mapping.child(key);
    if (named.isPresent()) {
      if (named.get().keys().isEmpty()) {
        mapping
            .problems(key)
            .error(
                mapping.valueAt(key),
                mapping.label(key)
                    + " names no branch, and must name at least one: "
                    + key
                    + ": {first: {steps: {…}}}");
      }
      for (String branch : named.get().keys()) {
        named.get().child(branch).flatMap(inside::read).ifPresent(graph -> read.put(branch, graph));
      }
    }
    return read;
  }
}
