package io.eagleray.engine.store;

import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import io.eagleray.model.Return;
import io.eagleray.run.CatalogEntry;
import io.eagleray.run.Event;
import io.eagleray.run.Failure;
import io.eagleray.run.RunEvent;
import io.eagleray.run.StepPath;
import io.eagleray.run.StepStatus;
import io.eagleray.run.Value;
import io.eagleray.spi.ObjectReferences;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Events for tests. */
final class Events {
  private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678901234Z");

  private Events() {}

  static Event created(String writer, long sequence) {
    return event(
        writer,
        sequence,
        new RunEvent.RunCreated(
            "r",
            "uuid",
            "pipeline.yaml",
            "/",
            Map.of(),
            Map.of(),
            JsonObject.EMPTY,
            Optional.empty(),
            "1"));
  }

  private static Event event(String writer, long sequence, RunEvent body) {
    return new Event(writer, sequence, 1, AT, body);
  }

  private static Event success(
      String writer, long sequence, Map<String, Value> outputs, List<CatalogEntry> files) {
    return event(
        writer,
        sequence,
        new RunEvent.StepEnded(
            new StepPath("train"),
            1,
            StepStatus.SUCCESS,
            outputs,
            files,
            Optional.empty(),
            false,
            Optional.empty()));
  }

  /** A success that returned an object. */
  static Event objectReturned(String writer, long sequence) {
    Json reference = Json.parse("{\"%s\":{\"sha256\":\"ab12\"}}".formatted(ObjectReferences.KEY));
    return success(
        writer, sequence, Map.of("model", new Value(Return.Kind.OBJECT, reference)), List.of());
  }

  /** A success that put a file. */
  static Event fileKept(String writer, long sequence) {
    return success(
        writer,
        sequence,
        Map.of(),
        List.of(new CatalogEntry("rows.csv", "cd34", 7, CatalogEntry.Direction.PUT, true)));
  }

  static Event warned(String writer, long sequence) {
    return event(writer, sequence, new RunEvent.Warned("größe 'x' \u0000 " + sequence));
  }

  /** A success that is kept under a key. */
  static Event kept(String key, String value, int second) {
    return new Event(
        "a",
        second,
        1,
        AT.plusSeconds(second),
        new RunEvent.StepEnded(
            new StepPath("prepare"),
            1,
            StepStatus.SUCCESS,
            Map.of("rows", Value.of(Json.of(value))),
            List.of(),
            Optional.empty(),
            false,
            Optional.of(key)));
  }

  static Event trialAsked(String writer, long sequence) {
    return event(
        writer,
        sequence,
        new RunEvent.TrialAsked(
            new StepPath("tune"), 1, JsonObject.builder().put("x", 0.5).build()));
  }

  static Event stepEnded(String writer, long sequence) {
    return new Event(
        writer,
        sequence,
        2,
        AT.plusNanos(1),
        new RunEvent.StepEnded(
            new StepPath("map.3.train"),
            1,
            StepStatus.FAILED,
            Map.of("rows", Value.of(Json.of(7)), "nan", Value.of(Json.of(Double.NaN))),
            List.of(),
            Optional.of(Failure.of("ValueError", "no rows")),
            true));
  }
}
