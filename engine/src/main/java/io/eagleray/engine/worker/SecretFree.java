package io.eagleray.engine.worker;

import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonObject;
import io.eagleray.json.JsonText;
import io.eagleray.run.Failure;
import io.eagleray.spi.ObjectReferences;
import io.eagleray.spi.TaskOutcome;
import io.eagleray.worker.redact.Redactor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What tasks say, without secrets. All that a task gives passes here on its way to the run log:
 * values, metrics, failures.
 *
 * <p>Texts and keys lose every secret that stands in them; a number becomes text where all of it is
 * one. What the protocol is made of stays: the fields of a message, the names of returns, and of an
 * object's reference everything but its type, which may be the name of a file.
 */
public final class SecretFree {
  private static final Set<String> PROTOCOL = Set.of("op", "task", "step");
  private static final String VALUES = "values";
  private static final String TYPE = "type";

  private final Redactor redactor;

  /** Without what the redactor blots out. */
  public SecretFree(Redactor redactor) {
    this.redactor = redactor;
  }

  /** How a task ended. */
  public TaskOutcome outcome(TaskOutcome outcome) {
    if (redactor.isEmpty()) {
      return outcome;
    }
    return switch (outcome) {
      case TaskOutcome.Returned returned ->
          new TaskOutcome.Returned(inside(new JsonObject(returned.values())).fields());
      case TaskOutcome.TrialReturned trial ->
          new TaskOutcome.TrialReturned(of(trial.value()), trial.stopped());
      case TaskOutcome.Failed failed -> new TaskOutcome.Failed(failure(failed.failure()));
      case TaskOutcome.Lost lost ->
          new TaskOutcome.Lost(lost.suspect(), redactor.redact(lost.reason()));
      case TaskOutcome.Cancelled cancelled -> cancelled;
    };
  }

  private Failure failure(Failure failure) {
    return new Failure(
        redactor.redact(failure.type()),
        redactor.redact(failure.message()),
        failure.at().map(redactor::redact),
        redactor.redact(failure.stack()));
  }

  /** A worker's message, or a report in its form. */
  public JsonObject message(JsonObject message) {
    if (redactor.isEmpty()) {
      return message;
    }
    Map<String, Json> clean = new LinkedHashMap<>();
    message.fields().forEach((name, value) -> clean.put(name, field(name, value)));
    return new JsonObject(clean);
  }

  private Json field(String name, Json value) {
    if (PROTOCOL.contains(name)) {
      return value;
    }
    return name.equals(VALUES) && value instanceof JsonObject returns ? inside(returns) : of(value);
  }

  private Json of(Json json) {
    return switch (json) {
      case JsonText text -> Json.of(redactor.redact(text.value()));
      case JsonArray array -> array.items().stream().map(this::of).collect(JsonArray.collect());
      case JsonObject object when ObjectReferences.isReference(object) -> reference(object);
      case JsonObject object when ObjectReferences.isEscaped(object) ->
          new JsonObject(Map.of(Json.ESCAPE, mapping(object.object(Json.ESCAPE))));
      case JsonObject object -> mapping(object);
      default -> isSecret(json.text()) ? Json.of(Redactor.BLOT) : json;
    };
  }

  private boolean isSecret(String text) {
    return redactor.redact(text).equals(Redactor.BLOT);
  }

  /** The names stay; each value loses its secrets. */
  private JsonObject inside(JsonObject object) {
    Map<String, Json> clean = new LinkedHashMap<>();
    object.fields().forEach((name, value) -> clean.put(name, of(value)));
    return new JsonObject(clean);
  }

  private JsonObject mapping(JsonObject object) {
    Map<String, Json> clean = new LinkedHashMap<>();
    object.fields().forEach((name, value) -> clean.put(redactor.redact(name), of(value)));
    return new JsonObject(clean);
  }

  private JsonObject reference(JsonObject object) {
    JsonObject inner = object.object(ObjectReferences.KEY);
    Optional<Json> type = inner.get(TYPE).map(this::of);
    return type.map(clean -> object.with(ObjectReferences.KEY, inner.with(TYPE, clean)))
        .orElse(object);
  }
}
