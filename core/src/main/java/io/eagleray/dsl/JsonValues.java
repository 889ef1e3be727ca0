package io.eagleray.dsl;

import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonNumber;
import io.eagleray.json.JsonObject;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;

/** Java values as a pipeline's file has them. */
final class JsonValues {
  private JsonValues() {}

  /**
   * Texts, booleans, numbers, durations, enums (their names), and lists and maps of these.
   *
   * @throws IllegalArgumentException for anything else
   */
  static Json of(Object value) {
    return switch (value) {
      case Json json -> json;
      case CharSequence text -> Json.of(text.toString());
      case Boolean flag -> Json.of(flag.booleanValue());
      case Integer number -> Json.of(number.longValue());
      case Long number -> Json.of(number.longValue());
      case Short number -> Json.of(number.longValue());
      case BigInteger number -> new JsonNumber(number);
      case Number number -> Json.of(number.doubleValue());
      case Duration duration -> Json.of(duration.toMillis() + "ms");
      case Enum<?> constant -> Json.of(constant.name());
      case Collection<?> list -> list.stream().map(JsonValues::of).collect(JsonArray.collect());
      case Map<?, ?> map -> object(map);
      default ->
          throw new IllegalArgumentException(
              "a pipeline holds texts, numbers, booleans, lists and maps, not a "
                  + value.getClass().getTypeName());
    };
  }

  static JsonObject object(Map<?, ?> map) {
    JsonObject.Builder object = JsonObject.builder();
    map.forEach((key, value) -> object.put(String.valueOf(key), of(value)));
    return object.build();
  }

  static JsonArray texts(String... texts) {
    return Arrays.stream(texts).map(Json::of).collect(JsonArray.collect());
  }
}
