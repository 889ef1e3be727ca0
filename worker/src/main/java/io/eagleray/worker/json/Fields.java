package io.eagleray.worker.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Typed access to the fields of a JSON object. A field that is missing and one that is null are the
 * same. Every accessor throws a {@link JsonException} that names the field when it has another
 * form.
 */
public record Fields(Map<String, @Nullable Object> map) {
  /** The fields of a value that must be an object. */
  @SuppressWarnings("unchecked")
  public static Fields of(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return new Fields((Map<String, @Nullable Object>) map);
    }
    throw new JsonException("an object is expected, not " + Json.write(value));
  }

  public String text(String name) {
    return optionalText(name).orElseThrow(() -> wrong(name, "a text"));
  }

  public Optional<String> optionalText(String name) {
    Object value = map.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof String text) {
      return Optional.of(text);
    }
    throw wrong(name, "a text");
  }

  public long number(String name) {
    if (map.get(name) instanceof Long number) {
      return number;
    }
    throw wrong(name, "a whole number");
  }

  public long number(String name, long missing) {
    return map.get(name) == null ? missing : number(name);
  }

  /** The object of that name, or an empty one. */
  public Map<String, @Nullable Object> object(String name) {
    return optionalObject(name).map(Fields::map).orElseGet(LinkedHashMap::new);
  }

  public Optional<Fields> optionalObject(String name) {
    Object value = map.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof Map<?, ?>) {
      return Optional.of(of(value));
    }
    throw wrong(name, "an object");
  }

  /** The list of that name, or an empty one. */
  public List<@Nullable Object> list(String name) {
    Object value = map.get(name);
    if (value == null) {
      return new ArrayList<>();
    }
    if (value instanceof List<?> list) {
      return new ArrayList<>(list);
    }
    throw wrong(name, "a list");
  }

  /** The list of texts of that name, or an empty one. */
  public List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (Object element : list(name)) {
      if (!(element instanceof String text)) {
        throw wrong(name, "a list of texts");
      }
      texts.add(text);
    }
    return List.copyOf(texts);
  }

  /** The object of that name with text values, or an empty one. */
  public Map<String, String> textMap(String name) {
    Map<String, String> texts = new LinkedHashMap<>();
    object(name)
        .forEach((key, value) -> {
          if (!(value instanceof String text)) {
            throw wrong(name, "an object of texts");
          }
          texts.put(key, text);
        });
    return texts;
  }

  private JsonException wrong(String name, String expected) {
    String there = map.get(name) == null ? "missing" : Json.write(map.get(name));
    return new JsonException("\"" + name + "\" must be " + expected + ", but is " + there);
  }
}
