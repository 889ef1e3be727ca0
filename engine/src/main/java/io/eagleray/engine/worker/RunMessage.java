package io.eagleray.engine.worker;

import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonObject;
import io.eagleray.model.Return;
import io.eagleray.spi.TaskCall;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;

/** The {@code run} message of the protocol. */
public final class RunMessage {
  private RunMessage() {}

  /**
   * What the messages of all kinds of tasks have in common; the task's number is added when it is
   * sent.
   *
   * @param hidden what must be shown nowhere, besides the call's own secrets
   */
  public static JsonObject.Builder of(
      TaskCall call, String kind, String command, Path objects, Collection<String> hidden) {
    JsonObject.Builder message =
        JsonObject.builder()
            .put("op", "run")
            .put("kind", kind)
            .put("step", call.step().text())
            .put("attempt", call.attempt())
            .put("command", command)
            .put("arguments", new JsonObject(call.arguments()))
            .put("returns", returns(call.task().returns()))
            .put("objects", objects.toString());
    call.trial().ifPresent(trial -> message.put("trial", trial(trial)));
    if (!call.secrets().isEmpty()) {
      message.put("secrets", texts(call.secrets()));
    }
    if (!hidden.isEmpty()) {
      message.put("hidden", hidden.stream().map(Json::of).collect(JsonArray.collect()));
    }
    return message;
  }

  private static Json returns(Collection<Return> returns) {
    return returns.stream()
        .map(item ->
            (Json)
                JsonObject.builder()
                    .put("name", item.name())
                    .put("kind", item.kind().word())
                    .build())
        .collect(JsonArray.collect());
  }

  private static JsonObject trial(TaskCall.TrialCall trial) {
    return JsonObject.builder()
        .put("number", trial.number())
        .put("attempt", trial.attempt())
        .put("config", trial.config())
        .put("checkpoint", trial.checkpoint().orElse(Json.NULL))
        .put("step", trial.fromStep())
        .build();
  }

  private static JsonObject texts(Map<String, String> values) {
    JsonObject.Builder object = JsonObject.builder();
    values.forEach(object::put);
    return object.build();
  }

  /** Paths as a JSON list. */
  public static Json paths(Collection<Path> paths) {
    return paths.stream().map(path -> Json.of(path.toString())).collect(JsonArray.collect());
  }
}
