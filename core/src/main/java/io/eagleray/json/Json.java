package io.eagleray.json;

/**
 * A JSON value, immutable.
 *
 * <p>Numbers that JSON text has no form for ({@code NaN}, infinities) are written with the escape
 * of {@code docs/design/worker-protocol.md} and read back as numbers.
 */
public sealed interface Json
    permits JsonObject, JsonArray, JsonText, JsonNumber, JsonBool, JsonNull {

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
