package io.eagleray.worker.value;

import java.lang.reflect.Array;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a step returns, by name, as its {@code returns} say. */
public record Returns(List<Return> list) {
  public Returns {
    list = List.copyOf(list);
  }

  /**
   * The JSON value for each name. One name takes the whole value; several take a list or array by
   * position, or a map or record that has exactly those names; no names drop the value.
   *
   * @throws ReturnException when the value does not fit
   */
  public Map<String, @Nullable Object> values(@Nullable Object returned, ReturnWriter writer) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    Map<String, @Nullable Object> parts =
        switch (list.size()) {
          case 0 -> Map.of();
          case 1 -> whole(returned);
          default -> split(returned);
        };
    for (Return one : list) {
      values.put(one.name(), value(one, parts.get(one.name()), writer));
    }
    return values;
  }

  /** One value as its kind says. */
  public static @Nullable Object value(Return one, @Nullable Object value, ReturnWriter writer) {
    String path = "return \"" + one.name() + "\"";
    return switch (one.kind()) {
      case JSON -> writer.toJson(value, path);
      case OBJECT -> writer.toReference(value, path);
      case METRIC -> metric(value, path, writer);
    };
  }

  private static Object metric(@Nullable Object value, String path, ReturnWriter writer) {
    Object given = value instanceof Optional<?> optional ? optional.orElse(null) : value;
    Object number = given instanceof CharSequence ? null : writer.toMetric(given).orElse(null);
    return switch (number) {
      case Boolean truth -> truth ? 1L : 0L;
      case Number n -> n;
      case Map<?, ?> notFinite -> notFinite;
      case null, default ->
          throw new ReturnException(path + " must be one number, but is " + describe(given));
    };
  }

  private Map<String, @Nullable Object> whole(@Nullable Object returned) {
    Map<String, @Nullable Object> parts = new LinkedHashMap<>();
    parts.put(list.get(0).name(), returned);
    return parts;
  }

  private Map<String, @Nullable Object> split(@Nullable Object returned) {
    return switch (returned) {
      case Record record -> named(ReturnWriter.components(record));
      case Map<?, ?> map -> named(map);
      case Collection<?> collection -> positioned(collection.toArray());
      case Object array when array.getClass().isArray() -> positioned(array);
      case null, default ->
          throw new ReturnException(
              "the step returns %s, so the function must return a list, array, map or record of them, not %s"
                  .formatted(names(), describe(returned)));
    };
  }

  private Map<String, @Nullable Object> named(Map<?, ?> map) {
    Map<String, @Nullable Object> parts = new LinkedHashMap<>();
    map.forEach((key, value) -> parts.put(String.valueOf(key), value));
    if (!parts.keySet().equals(Set.copyOf(names()))) {
      throw new ReturnException(
          "the step returns %s, but the function returned %s".formatted(names(), parts.keySet()));
    }
    return parts;
  }

  private Map<String, @Nullable Object> positioned(Object array) {
    int count = Array.getLength(array);
    if (count != list.size()) {
      throw new ReturnException(
          "the step returns %d values %s, but the function returned %d"
              .formatted(list.size(), names(), count));
    }
    Map<String, @Nullable Object> parts = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      parts.put(list.get(i).name(), Array.get(array, i));
    }
    return parts;
  }

  private List<String> names() {
    return list.stream().map(Return::name).collect(Collectors.toList());
  }

  private static String describe(@Nullable Object value) {
    if (value == null) {
      return "null";
    }
    String text = String.valueOf(value);
    return "the %s %s"
        .formatted(
            value.getClass().getSimpleName(),
            text.length() > 80 ? text.substring(0, 77) + "…" : text);
  }
}
