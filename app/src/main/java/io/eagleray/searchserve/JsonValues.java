package io.eagleray.searchserve;

import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonBool;
import io.eagleray.json.JsonNull;
import io.eagleray.json.JsonNumber;
import io.eagleray.json.JsonObject;
import io.eagleray.json.JsonText;
import io.eagleray.search.space.Nothing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON to the values of search spaces, and back. */
final class JsonValues {
  private JsonValues() {}

  static Object toValue(Json json) {
    return switch (json) {
      case JsonText(String text) -> text;
      case JsonBool(boolean truth) -> truth;
      case JsonNumber number ->
          number.value() instanceof Long whole ? whole : (Object) number.asDouble();
      case JsonArray(List<Json> items) -> items.stream().map(JsonValues::toValue).toList();
      case JsonObject object -> toMap(object);
      case JsonNull none -> Nothing.NOTHING;
    };
  }

  static Map<String, Object> toMap(JsonObject object) {
    Map<String, Object> map = new LinkedHashMap<>();
    object.fields().forEach((name, value) -> map.put(name, toValue(value)));
    return map;
  }

  static Json toJson(Object value) {
    return switch (value) {
      case String text -> Json.of(text);
      case Boolean truth -> Json.of(truth.booleanValue());
      case Nothing none -> Json.NULL;
      case Long whole -> Json.of(whole.longValue());
      case Double real -> Json.of(real.doubleValue());
      case List<?> list -> list.stream().map(JsonValues::toJson).collect(JsonArray.collect());
      case Map<?, ?> map -> {
        JsonObject.Builder object = JsonObject.builder();
        map.forEach((name, item) -> object.put(String.valueOf(name), toJson(item)));
        yield object.build();
      }
      default -> throw new IllegalArgumentException("not a value: " + value.getClass());
    };
  }
}
