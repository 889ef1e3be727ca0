package io.eagleray.json;

import java.util.LinkedHashMap;
import java.util.Map;

/** Values as every JSON reader takes them: numbers that JSON has no form for become texts. */
public final class PlainJson {
  private PlainJson() {}

  /** The value with texts ({@code NaN}, {@code -Infinity}) in the place of such numbers. */
  public static Json of(Json json) {
    return switch (json) {
      case JsonNumber number ->
          Double.isFinite(number.asDouble()) || number.isInteger()
              ? number
              : Json.of(number.value().toString());
      case JsonArray array ->
          array.items().stream().map(PlainJson::of).collect(JsonArray.collect());
      case JsonObject object -> {
        Map<String, Json> fields = new LinkedHashMap<>();
        object.fields().forEach((name, value) -> fields.put(name, of(value)));
        yield new JsonObject(fields);
      }
      default -> json;
    };
  }
}
