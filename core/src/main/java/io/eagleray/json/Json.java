package io.eagleray.json;

import java.util.stream.IntStream;

/**
 * A JSON value, immutable.
 *
 * <p>Numbers that JSON text has no form for ({@code NaN}, infinities) are written with the escape
 * of {@code docs/design/worker-protocol.md} and read back as numbers.
 */
public sealed interface Json
    permits JsonObject, JsonArray, JsonText, JsonNumber, JsonBool, JsonNull {
  /** The one key around a user's own mapping that looks like one of ours. */
  String ESCAPE = "$eagleray.escaped";

  /** JSON {@code null}. */
  Json NULL = JsonNull.NULL;

  Json TRUE = new JsonBool(true);

  Json FALSE = new JsonBool(false);

  /** Reads one JSON value. */
  static Json parse(String text) {
    return JsonReader.read(text);
  }

  /** Reads what {@link #text} gave, with values in it that {@link #parse} may just have taken. */
  static Json parseOwn(String text) {
    return JsonReader.readOwn(text);
  }

  static Json of(String text) {
    return new JsonText(text);
  }

  static Json of(boolean value) {
    return value ? TRUE : FALSE;
  }

  static Json of(long value) {
    return new JsonNumber(value);
  }

  static Json of(double value) {
    return new JsonNumber(value);
  }

  /**
   * Whether another value means the same: numbers are compared by what they mean, so that 1 and 1.0
   * are one, and 0 and -0.0.
   */
  default boolean means(Json other) {
    return switch (this) {
      case JsonNumber number -> other instanceof JsonNumber there && number.isSame(there);
      case JsonArray array ->
          other instanceof JsonArray there
              && array.items().size() == there.items().size()
              && IntStream.range(0, array.items().size())
                  .allMatch(i -> array.items().get(i).means(there.items().get(i)));
      case JsonObject object ->
          other instanceof JsonObject there
              && object.fields().size() == there.fields().size()
              && object.fields().entrySet().stream()
                  .allMatch(field ->
                      there.get(field.getKey()).filter(field.getValue()::means).isPresent());
      default -> equals(other);
    };
  }

  /** The compact text of this value, on one line. */
  default String text() {
    return JsonWriter.write(this);
  }

  /** The word for this kind of value in messages: {@code object}, {@code list}, {@code text}… */
  default String kind() {
    return switch (this) {
      case JsonObject object -> "mapping";
      case JsonArray array -> "list";
      case JsonText text -> "text";
      case JsonNumber number -> number.isInteger() ? "integer" : "number";
      case JsonBool bool -> "boolean";
      case JsonNull none -> "null";
    };
  }
}
