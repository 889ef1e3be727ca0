package io.eagleray.json;

import java.util.List;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/** A list of values. */
public record JsonArray(List<Json> items) implements Json {
  public JsonArray {
    items = List.copyOf(items);
  }

  public static JsonArray of(Json... items) {
    return new JsonArray(List.of(items));
  }

  public static Collector<Json, ?, JsonArray> collect() {
    return Collectors.collectingAndThen(Collectors.toList(), JsonArray::new);
  }

  @Override
  public String toString() {
    return text();
  }
}
