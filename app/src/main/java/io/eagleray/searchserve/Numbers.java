package io.eagleray.searchserve;

import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonNull;
import io.eagleray.json.JsonNumber;
import io.eagleray.json.JsonObject;
import java.util.List;
import java.util.OptionalLong;

/** The numbers of a request. */
final class Numbers {
  private Numbers() {}

  /** A whole number that must be there. */
  static long whole(JsonObject request, String field) {
    OptionalLong number = optionalWhole(request, field);
    if (number.isPresent()) {
      return number.getAsLong();
    }
    throw new InvalidRequestException("\"" + field + "\" must be a whole number, got nothing");
  }

  /** A whole number; empty where the field is absent or null. */
  static OptionalLong optionalWhole(JsonObject request, String field) {
    Json value = request.get(field).orElse(JsonNull.NULL);
    if (value == JsonNull.NULL) {
      return OptionalLong.empty();
    }
    if (value instanceof JsonNumber number && number.value() instanceof Long whole) {
      return OptionalLong.of(whole);
    }
    if (value instanceof JsonNumber number
        && number.asDouble() == Math.rint(number.asDouble())
        && Math.abs(number.asDouble()) < 0x1p63) {
      return OptionalLong.of(number.asLong());
    }
    throw new InvalidRequestException("\"" + field + "\" must be a whole number, got " + value);
  }

  /** A whole number of at least {@code least}; that, where the field is absent or null. */
  static int count(JsonObject request, String field, int least, int absent) {
    long value = optionalWhole(request, field).orElse(absent);
    if (value < least || value > Integer.MAX_VALUE) {
      throw new InvalidRequestException(
          "\"" + field + "\" must be " + least + " or more, got " + value);
    }
    return (int) value;
  }

  /** A list of numbers; empty where the field is absent. */
  static List<Double> list(JsonObject request, String field) {
    Json value = request.get(field).orElse(JsonNull.NULL);
    if (value == JsonNull.NULL) {
      return List.of();
    }
    if (value instanceof JsonArray(List<Json> items)
        && items.stream().allMatch(JsonNumber.class::isInstance)) {
      return items.stream().map(item -> ((JsonNumber) item).asDouble()).toList();
    }
    throw new InvalidRequestException("\"" + field + "\" must be a list of numbers, got " + value);
  }

  /**
   * What is given as {@code "values":[…]}, or as {@code "value"}, which is short for one of them.
   */
  static List<Double> values(JsonObject request) {
    List<Double> several = list(request, "values");
    if (!several.isEmpty()) {
      return several;
    }
    Json value = request.get("value").orElse(JsonNull.NULL);
    if (value instanceof JsonNumber number) {
      return List.of(number.asDouble());
    }
    throw new InvalidRequestException(
        "\"value\" must be a number"
            + (value == JsonNull.NULL ? ", or \"values\" a list of them" : ", got " + value));
  }
}
