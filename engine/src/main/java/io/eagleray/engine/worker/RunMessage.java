package io.eagleray.engine.worker;

import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonObject;
import io.eagleray.model.Return;
import io.eagleray.spi.TaskCall;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The fields of the {@code run} message of the protocol: those of a function, which all of its
 * tasks have in common, and those of each task.
 */
public final class RunMessage {
  private RunMessage() {}

  /** What the functions of all kinds of tasks have in common. */
  public static JsonObject.Builder function(
      String kind, String command, Collection<Return> returns, Path objects, Path directory) {
    return JsonObject.builder()
        .put("kind", kind)
        .put("command", command)
        .put("returns", returns(returns))
        .put("objects", objects.toString())
        .put("directory", directory.toString());
  }

  /**
   * What the tasks of all kinds have in common; the task's number is added when it is sent.
   *
   * @param hidden what must be shown nowhere, besides the call's own secrets
   */
  public static JsonObject.Builder task(TaskCall call, Collection<String> hidden) {
    JsonObject.Builder message =
        JsonObject.builder()
            .put("op", "run")
            .put("step", call.step().text())
            .put("attempt", call.attempt())
            .put("arguments", new JsonObject(call.arguments()))
            .put("log", call.log().toString());
    call.trial().ifPresent(trial -> message.put("trial", trial(trial)));
    if (!call.secrets().isEmpty()) {
      message.put("secrets", texts(call.secrets()));
    }
    if (!hidden.isEmpty()) {
      message.put("hidden", texts(hidden));
    }
    return message;
  }

  private static Json returns(Collection<Return> returns) {
    List<Json> items = new ArrayList<>(returns.size());
    for (Return item : returns) {
      items.add(
          JsonObject.builder().put("name", item.name()).put("kind", item.kind().word()).build());
    }
    return new JsonArray(items);
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

  /** Texts by their names. */
  public static JsonObject texts(Map<String, String> values) {
    JsonObject.Builder object = JsonObject.builder();
    values.forEach(object::put);
    return object.build();
  }

  private static Json texts(Collection<String> values) {
    return values.stream().map(Json::of).collect(JsonArray.collect());
  }

  /** Paths as a JSON list. */
  public static Json paths(Collection<Path> paths) {
    return paths.stream().map(path -> Json.of(path.toString())).collect(JsonArray.collect());
  }
}
