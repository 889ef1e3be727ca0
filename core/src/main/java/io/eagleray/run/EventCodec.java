package io.eagleray.run;

import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import java.util.Arrays;
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

  public static JsonObject body(RunEvent event) {
    return RecordJson.write((Record) event);
  }

  /**
   * The event of that type and body.
   *
   * @throws EventFormatException if the type is unknown or the body does not fit it: a log of a
   *     newer version
   */
  public static RunEvent read(String type, String body) {
    Class<?> record = TYPES.get(type);
    if (record == null) {
      throw new EventFormatException("unknown event \"" + type + "\": written by a newer version?");
    }
    if (!(Json.parse(body) instanceof JsonObject fields)) {
      throw new EventFormatException("event \"" + type + "\" has no body");
    }
    return (RunEvent) RecordJson.read(record.asSubclass(Record.class), fields);
  }

  private static Stream<Class<?>> leaves(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(EventCodec::leaves)
        : Stream.of(type);
  }
}
