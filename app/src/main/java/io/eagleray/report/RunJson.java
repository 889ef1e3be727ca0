package io.eagleray.report;

import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonObject;
import io.eagleray.json.PlainJson;
import io.eagleray.run.RunEvent;
import io.eagleray.run.RunState;
import io.eagleray.run.RunStatus;
import io.eagleray.run.Sessions;
import io.eagleray.run.Value;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What the page says of the run as a whole. */
final class RunJson {
  private static final int VALUE = 2_000;

  private RunJson() {}

  static JsonObject run(RunHistory history, RunStatus status) {
    RunState state = history.state();
    RunEvent.RunCreated created = state.created();
    Sessions sessions = history.sessions();
    Instant zero = sessions.start();
    return JsonObject.builder()
        .put("id", created.runId())
        .put("status", status.name())
        .put("start", zero.toEpochMilli())
        .put("end", zero.until(sessions.end(), ChronoUnit.MILLIS))
        .put("active", sessions.active().toMillis())
        .put(
            "sessions",
            sessions.all().stream()
                .map(session ->
                    (Json)
                        JsonArray.of(
                            Json.of(zero.until(session.start(), ChronoUnit.MILLIS)),
                            Json.of(zero.until(session.end(), ChronoUnit.MILLIS))))
                .collect(JsonArray.collect()))
        .put("pipeline", created.pipelineFile())
        .put("root", created.root())
        .put("tag", created.tag().map(Json::of))
        .put("version", created.version())
        .put("failure", state.failure().map(failure -> Errors.json(failure, true)))
        .build();
  }

  static JsonArray parameters(RunState state) {
    return state.parameters().entrySet().stream()
        .map(entry -> parameter(entry.getKey(), entry.getValue()))
        .collect(JsonArray.collect());
  }

  private static Json parameter(String name, Value value) {
    String text = PlainJson.of(value.json()).text();
    return JsonObject.builder()
        .put("name", name)
        .put("kind", value.kind().word())
        .put("text", text.length() <= VALUE ? text : text.substring(0, VALUE) + "…")
        .put("length", text.length())
        .build();
  }
}
