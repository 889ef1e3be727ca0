package io.eagleray.run;

import io.eagleray.json.Json;
import io.eagleray.json.JsonException;
import io.eagleray.json.JsonObject;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Events to JSON and back: {@code type} is the record's name, {@code body} its components. */
public final class EventCodec {
  private static final Map<String, Class<?>> TYPES =
      leaves(RunEvent.class).collect(Collectors.toMap(Class::getSimpleName, Function.identity()));

  private EventCodec() {}

  /** The name under which an event's kind is stored. */
  public static String type(RunEvent event) {
    return event.getClass().getSimpleName();
  }

  /** The names under which the events of a kind are stored. */
  public static List<String> types(Class<? extends RunEvent> kind) {
    return leaves(kind).map(Class::getSimpleName).sorted().toList();
  }

  public static JsonObject body(RunEvent event) {
    return RecordJson.write((Record) event);
  }

  /** A change as one JSON object. */
  public static JsonObject write(RunEvent event) {
    return JsonObject.builder().put("type", type(event)).put("body", body(event)).build();
  }

  /** An entry of a log as one JSON object: the change, and when and by whom it was written. */
  public static JsonObject write(Event event) {
    return write(event.body())
        .with("writer", Json.of(event.writer()))
        .with("sequence", Json.of(event.sequence()))
        .with("epoch", Json.of((long) event.epoch()))
        .with("at", Json.of(event.at().toString()));
  }

  /**
   * The change that was written as a JSON object.
   *
   * @throws EventFormatException if it is none
   */
  public static RunEvent readChange(Json json) {
    if (json instanceof JsonObject event && event.text("type").isPresent()) {
      return read(event.text("type").get(), event.get("body").orElse(Json.NULL));
    }
    throw new EventFormatException("no event: " + json.text());
  }

  /**
   * The entry of a log that was written as a JSON object; where it does not say when it was written
   * or by whom, it is the first of a nameless writer, at the epoch.
   *
   * @throws EventFormatException if it is none
   */
  public static Event readEvent(Json json) {
    RunEvent body = readChange(json);
    JsonObject event = (JsonObject) json;
    try {
      return new Event(
          event.text("writer").orElse(""),
          event.integer("sequence").orElse(0),
          Math.toIntExact(event.integer("epoch").orElse(0)),
          event.text("at").map(Instant::parse).orElse(Instant.EPOCH),
          body);
    } catch (DateTimeParseException | ArithmeticException e) {
      throw new EventFormatException("event with a wrong time or epoch: " + e.getMessage());
    }
  }

  /**
   * The event of that type and body.
   *
   * @throws EventFormatException if the type is unknown or the body does not fit it: a log of a
   *     newer version
   */
  public static RunEvent read(String type, String body) {
    try {
      return read(type, Json.parseOwn(body));
    } catch (JsonException e) {
      throw new EventFormatException("event \"" + type + "\": " + e.getMessage());
    }
  }

  private static RunEvent read(String type, Json body) {
    Class<?> record = TYPES.get(type);
    if (record == null) {
      throw new EventFormatException("unknown event \"" + type + "\": written by a newer version?");
    }
    if (!(body instanceof JsonObject fields)) {
      throw new EventFormatException("event \"" + type + "\" has no body");
    }
    try {
      return (RunEvent) RecordJson.read(record.asSubclass(Record.class), fields);
    } catch (ArithmeticException | DateTimeParseException e) {
      throw new EventFormatException("event \"" + type + "\" has a wrong part: " + e.getMessage());
    }
  }

  private static Stream<Class<?>> leaves(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(EventCodec::leaves)
        : Stream.of(type);
  }
}
