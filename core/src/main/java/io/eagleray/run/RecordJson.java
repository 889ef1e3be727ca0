package io.eagleray.run;

import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonBool;
import io.eagleray.json.JsonNumber;
import io.eagleray.json.JsonObject;
import io.eagleray.json.JsonText;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Records of our own as JSON, by component names.
 *
 * <p>Components may be text, {@code int}, {@code long}, {@code boolean}, enums, {@link Instant},
 * {@link StepPath}, {@link Json}, records, and {@link Optional}, {@link List} and {@code
 * Map<String, …>} of these. Empty optionals, lists and maps are left out.
 */
final class RecordJson {
  private static final ClassValue<Shape> SHAPES =
      new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
          return Shape.of(type);
        }
      };

  private RecordJson() {}

  private record Part(String name, Type type, Method get) {}

  /**
   * What is known of a class of records. Method handles would cost more than they save: for each
   * shape the JVM makes classes when it first meets it.
   */
  private record Shape(List<Part> parts, Constructor<?> create) {
    static Shape of(Class<?> type) {
      RecordComponent[] components = type.getRecordComponents();
      Class<?>[] types = new Class<?>[components.length];
      List<Part> parts = new ArrayList<>();
      for (int i = 0; i < components.length; i++) {
        RecordComponent component = components[i];
        types[i] = component.getType();
        Method get = component.getAccessor();
        get.setAccessible(true);
        parts.add(new Part(component.getName(), component.getGenericType(), get));
      }
      try {
        Constructor<?> create = type.getDeclaredConstructor(types);
        create.setAccessible(true);
        return new Shape(List.copyOf(parts), create);
      } catch (NoSuchMethodException e) {
        throw new IllegalStateException("not a record: " + type, e);
      }
    }
  }

  static JsonObject write(Record record) {
    JsonObject.Builder fields = JsonObject.builder();
    for (Part part : SHAPES.get(record.getClass()).parts()) {
      fields.put(part.name(), write(call(part, record)));
    }
    return fields.build();
  }

  private static Object call(Part part, Record record) {
    try {
      return part.get().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + part.name(), e);
    }
  }

  private static Optional<Json> write(Object value) {
    return switch (value) {
      case Json json -> Optional.of(json);
      case String text -> Optional.of(Json.of(text));
      case Integer number -> Optional.of(Json.of(number.longValue()));
      case Long number -> Optional.of(Json.of(number));
      case Boolean bool -> Optional.of(Json.of(bool));
      case Enum<?> constant -> Optional.of(Json.of(constant.name()));
      case Instant instant -> Optional.of(Json.of(instant.toString()));
      case StepPath path -> Optional.of(Json.of(path.text()));
      case Record record -> Optional.of(write(record));
      case Optional<?> optional -> optional.flatMap(RecordJson::write);
      case List<?> list ->
          list.isEmpty()
              ? Optional.empty()
              : Optional.of(
                  list.stream()
                      .map(item -> write(item).orElseThrow())
                      .collect(JsonArray.collect()));
      case Map<?, ?> map -> map.isEmpty() ? Optional.empty() : Optional.of(object(map));
      default -> throw new IllegalStateException("no JSON form: " + value.getClass());
    };
  }

  private static JsonObject object(Map<?, ?> map) {
    JsonObject.Builder fields = JsonObject.builder();
    map.forEach((name, value) -> fields.put((String) name, write(value).orElse(Json.NULL)));
    return fields.build();
  }

  static Record read(Class<? extends Record> type, JsonObject fields) {
    Shape shape = SHAPES.get(type);
    Object[] arguments = new Object[shape.parts().size()];
    for (int i = 0; i < arguments.length; i++) {
      Part part = shape.parts().get(i);
      arguments[i] = read(part.type(), fields.fields().get(part.name()), part.name());
    }
    try {
      return (Record) shape.create().newInstance(arguments);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + type.getSimpleName() + " from " + fields, e);
    }
  }

  private static Object read(Type type, @Nullable Json json, String name) {
    if (type instanceof ParameterizedType generic) {
      return readGeneric(generic, json, name);
    }
    Class<?> raw = (Class<?>) type;
    if (json == null) {
      throw new EventFormatException("an event lacks \"" + name + "\"");
    }
    if (Json.class.isAssignableFrom(raw)) {
      return json;
    }
    return switch (json) {
      case JsonText text -> readText(raw, text.value(), name);
      case JsonNumber number when raw == int.class -> Math.toIntExact(number.asLong());
      case JsonNumber number when raw == long.class -> number.asLong();
      case JsonBool bool when raw == boolean.class -> bool.value();
      case JsonObject object when raw.isRecord() -> read(raw.asSubclass(Record.class), object);
      default -> throw wrong(name, json);
    };
  }

  private static EventFormatException wrong(String name, Json json) {
    return new EventFormatException("an event has a wrong \"" + name + "\": " + json.text());
  }

  private static Object readText(Class<?> raw, String text, String name) {
    if (raw == StepPath.class) {
      return new StepPath(text);
    }
    if (raw == Instant.class) {
      return Instant.parse(text);
    }
    if (raw.isEnum()) {
      return Arrays.stream(raw.getEnumConstants())
          .filter(constant -> ((Enum<?>) constant).name().equals(text))
          .findFirst()
          .orElseThrow(() -> new EventFormatException("unknown word \"" + text + "\""));
    }
    if (raw != String.class) {
      throw wrong(name, Json.of(text));
    }
    return text;
  }

  private static Object readGeneric(ParameterizedType type, @Nullable Json json, String name) {
    Type[] of = type.getActualTypeArguments();
    if (type.getRawType() == Optional.class) {
      return json == null ? Optional.empty() : Optional.of(read(of[0], json, name));
    }
    if (type.getRawType() == List.class) {
      return json instanceof JsonArray array
          ? array.items().stream().map(item -> read(of[0], item, name)).toList()
          : List.of();
    }
    Map<String, Object> map = new LinkedHashMap<>();
    if (json instanceof JsonObject object) {
      object.fields().forEach((key, value) -> map.put(key, read(of[1], value, name)));
    }
    return map;
  }
}
