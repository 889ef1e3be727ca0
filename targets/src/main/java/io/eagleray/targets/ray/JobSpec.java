package io.eagleray.targets.ray;

import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonObject;
import io.eagleray.model.Bytes;
import io.eagleray.model.Resources;
import io.eagleray.model.Return;
import io.eagleray.model.Task;
import io.eagleray.model.ray.RayNode;
import io.eagleray.run.EventCodec;
import io.eagleray.run.RunEvent;
import io.eagleray.run.Value;
import io.eagleray.spi.NodeWalking;
import io.eagleray.spi.Shipment;
import io.eagleray.spi.TaskSignature;
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

  /** The whole, with what only this submission has. */
  JsonObject with(StepSubmission submission, NodeWalking walking) {
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
        .with("history", history(walking));
  }

  /** The hash of the work. */
  String hash() {
    return StepSubmission.sha256(work.text());
  }

  /** All that was told of the step's trials so far, in the order of the log. */
  private static Json history(NodeWalking walking) {
    List<Json> events = new ArrayList<>();
    walking.replay(event -> {
      if (event instanceof RunEvent.OfTrial trial && trial.path().equals(walking.path())) {
        events.add(
            JsonObject.builder()
                .put("type", EventCodec.type(event))
                .put("body", EventCodec.body(event))
                .build());
      }
    });
    return new JsonArray(events);
  }

  /**
   * The task's part.
   *
   * @param classPath of Java, below the job's package
   * @param path of Python, below the working directory
   */
  static JsonObject task(
      Task task,
      TaskSignature signature,
      Shipment shipment,
      List<String> classPath,
      List<String> path) {
    JsonObject.Builder json =
        JsonObject.builder()
            .put("kind", shipment.kind())
            .put("command", shipment.command())
            .put("parameters", shipment.parameters())
            .put("returns", returns(task))
            .put("class_path", texts(classPath))
            .put("path", texts(path))
            .put("secrets", texts(task.secrets()))
            .put("isolation", task.isolation() == Task.Isolation.TRIAL ? "trial" : "shared")
            .put("reports", signature.reports());
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
  static JsonObject arguments(TaskSignature signature, Map<String, Value> parameters) {
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

  /** What one trial, or the one call, needs. */
  static JsonObject resources(RayNode node) {
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
