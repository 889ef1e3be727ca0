package io.eagleray.cli.document;

import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonNumber;
import io.eagleray.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/** Values as every JSON reader takes them: numbers that JSON has no form for become texts. */
final class Plain {
  private Plain() {}

  static Json of(Json json) {
    return switch (json) {
      case JsonNumber number ->
          Double.isFinite(number.asDouble()) || number.isInteger()
              ? number
              : Json.of(number.value().toString());
      case JsonArray array -> array.items().stream().map(Plain::of).collect(JsonArray.collect());
      case JsonObject object -> {
        Map<String, Json> fields = new LinkedHashMap<>();
        object.fields().forEach((name, value) -> fields.put(name, of(value)));
        yield new JsonObject(fields);
      }
      default -> json;
    };
  }
}
