package io.eagleray.targets.ray;

import io.eagleray.hash.Sha256;
import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonNull;
import io.eagleray.json.JsonObject;
import io.eagleray.model.Bytes;
import io.eagleray.model.Resources;
import io.eagleray.model.Return;
import io.eagleray.model.Task;
import io.eagleray.model.ray.RayNode;
import io.eagleray.model.ray.Tune;
import io.eagleray.model.ray.TuneJson;
import io.eagleray.run.Event;
import io.eagleray.run.EventCodec;
import io.eagleray.run.RunEvent;
import io.eagleray.run.Value;
import io.eagleray.spi.NodeWalking;
import io.eagleray.spi.Shipment;
import io.eagleray.spi.TaskSignature;
import io.eagleray.spi.TaskVariables;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the driver is given to do: {@code spec.json} of {@code docs/design/ray-bridge.md}.
 *
 * <p>It holds names of secrets, never their values.
 *
 * @param work what is to be done, wherever the catalog lies; its hash tells whether a job that is
 *     there already does the same
 * @param place the rest: where things are
 */
record JobSpec(JsonObject work, JsonObject place) {
  private static final long FORMAT = 1;

  /** Of one object that comes back in the job's log. */
  static final Bytes THROUGH_THE_LOG = Bytes.parse("64MiB").orElseThrow();

  /** What a step's job is to do. */
  static JobSpec of(RayNode node, Shipment shipment, NodeWalking walking) {
    TaskSignature signature = walking.signature(node.task());
    JsonObject work =
        JsonObject.builder()
            .put("mode", mode(node))
            .put("task", task(node.task(), signature, shipment))
            .put("arguments", arguments(signature, walking.parameters()))
            .put("variables", variables(walking))
            .put("resources", resources(node))
            .build();
    JsonObject search =
        node.config().tune().map(tune -> search(node, tune, walking)).orElse(JsonObject.EMPTY);
    return new JobSpec(work.and(search), place(node, shipment, walking));
  }

  private static String mode(RayNode node) {
    if (node.config().tune().isPresent()) {
      return "search";
    }
    return node.config().job().isPresent() ? "job" : "call";
  }

  private static JsonObject search(RayNode node, Tune tune, NodeWalking walking) {
    JsonObject json = TuneJson.write(tune);
    long seed = SearchPlan.of(tune, walking.uuid(), walking.path().text()).seed();
    return json.with("settled", json.object("settled").with("seed", Json.of(seed)))
        .with("tune", node.config().source().object("ray_tune"));
  }

  private static JsonObject place(RayNode node, Shipment shipment, NodeWalking walking) {
    JsonObject objects =
        JsonObject.builder()
            .put("folder", walking.catalog().objects().toString())
            .put("through", THROUGH_THE_LOG.count())
            .build();
    return JsonObject.builder()
        .put("objects", objects)
        .put("python", shipment.version().map(Json::of).orElse(Json.NULL))
        .put("storage", node.config().cluster().storage().map(Json::of).orElse(Json.NULL))
        .put("namespace", node.config().cluster().namespace().map(Json::of).orElse(Json.NULL))
        .build();
  }

  /** The whole, with what only this submission has. */
  JsonObject with(StepSubmission submission, NodeWalking walking) {
    String probe = String.valueOf(Probe.of(walking, submission).file().getFileName());
    JsonObject run =
        JsonObject.builder()
            .put("id", walking.runId())
            .put("uuid", walking.uuid())
            .put("step", walking.path().text())
            .put("attempt", walking.attempt())
            .put("submission", submission.fence())
            .build();
    return JsonObject.builder()
        .put("format", FORMAT)
        .put("run", run)
        .put("nonce", submission.nonce())
        .build()
        .and(work)
        .and(place)
        .with("objects", place.object("objects").with("probe", Json.of(probe)))
        .with("history", history(walking));
  }

  /** The hash of the work. */
  String hash() {
    return Sha256.of(work.text());
  }

  /** What happened to the step and its trials so far, in the order of the log. */
  private static Json history(NodeWalking walking) {
    List<Json> events = new ArrayList<>();
    walking.replay(event -> {
      if (event.body() instanceof RunEvent.OfStep step && step.path().equals(walking.path())) {
        events.add(told(event));
      }
    });
    return new JsonArray(events);
  }

  /**
   * An event as the driver is told of it: without what a trial returned, which nobody asks for
   * there, and which each of its workers would hold in memory.
   */
  static Json told(Event event) {
    return EventCodec.write(
        event.body() instanceof RunEvent.TrialEnded ended
            ? new Event(
                event.writer(), event.sequence(), event.epoch(), event.at(), withoutValue(ended))
            : event);
  }

  private static RunEvent withoutValue(RunEvent.TrialEnded ended) {
    return new RunEvent.TrialEnded(
        ended.path(),
        ended.trial(),
        ended.attempt(),
        ended.status(),
        JsonNull.NULL,
        ended.failure(),
        ended.willRetry());
  }

  private static JsonObject task(Task task, TaskSignature signature, Shipment shipment) {
    JsonObject.Builder json =
        JsonObject.builder()
            .put("kind", shipment.kind())
            .put("command", shipment.command())
            .put("parameters", shipment.parameters())
            .put("returns", returns(task))
            .put("class_path", texts(JobPackages.classPath(shipment)))
            .put("path", texts(List.of(".")))
            .put("secrets", texts(task.secrets()))
            .put("isolation", task.isolation() == Task.Isolation.TRIAL ? "trial" : "shared")
            .put("reports", signature.reports() || !signature.known());
    boolean all = signature.keywords() || !signature.known();
    return json.put("takes", all ? Json.NULL : texts(List.copyOf(takes(signature)))).build();
  }

  private static Json returns(Task task) {
    List<Json> returns = new ArrayList<>();
    for (Return item : task.returns()) {
      returns.add(
          JsonObject.builder().put("name", item.name()).put("kind", item.kind().word()).build());
    }
    return new JsonArray(returns);
  }

  private static Set<String> takes(TaskSignature signature) {
    Set<String> names = new LinkedHashSet<>();
    signature.arguments().forEach(argument -> names.add(argument.name()));
    return names;
  }

  /** The parameters in scope that the function takes. */
  private static JsonObject arguments(TaskSignature signature, Map<String, Value> parameters) {
    boolean all = signature.keywords() || !signature.known();
    Set<String> names = takes(signature);
    Map<String, Json> arguments = new LinkedHashMap<>();
    parameters.forEach((name, value) -> {
      if (all || names.contains(name)) {
        arguments.put(name, value.json());
      }
    });
    return new JsonObject(arguments);
  }

  private static JsonObject variables(NodeWalking walking) {
    JsonObject.Builder variables = JsonObject.builder();
    TaskVariables.of(walking).forEach(variables::put);
    return variables.build();
  }

  /** What one trial, or the one call, needs. */
  private static JsonObject resources(RayNode node) {
    Resources resources = node.config().resources();
    return JsonObject.builder()
        .put("num_cpus", resources.cpus())
        .put("num_gpus", resources.gpus())
        .put("memory", resources.memory().map(bytes -> Json.of(bytes.count())).orElse(Json.NULL))
        .build();
  }

  private static Json texts(List<String> texts) {
    return texts.stream().map(Json::of).collect(JsonArray.collect());
  }
}
