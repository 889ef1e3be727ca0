package io.eagleray.worker.value;

import java.io.Serializable;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Java values to JSON: numbers, booleans, texts, enums (their names), dates (ISO), optionals,
 * records, maps, collections and arrays. Anything else that is {@link Serializable} is stored and
 * becomes a reference, at any depth; so do files ({@code Path}, {@code File}) and byte arrays. One
 * writer stores the same object once. Not safe for use by several threads.
 */
public final class ReturnWriter {
  /** Deeper nesting is taken for a value that contains itself. */
  private static final int MAX_DEPTH = 500;

  private final Optional<ObjectStore> objects;
  private final IdentityHashMap<Object, ObjectReference> stored = new IdentityHashMap<>();

  public ReturnWriter(ObjectStore objects) {
    this(Optional.of(objects));
  }

  private ReturnWriter(Optional<ObjectStore> objects) {
    this.objects = objects;
  }

  /** One that stores nothing: paths are texts, and what would be a reference is refused. */
  public static ReturnWriter ofJson() {
    return new ReturnWriter(Optional.empty());
  }

  /**
   * The value as JSON.
   *
   * @param path how the value is named in a message, such as {@code return "model"}
   * @throws ReturnException when something in it is neither JSON nor serialisable
   */
  public @Nullable Object toJson(@Nullable Object value, String path) {
    return toJson(value, path, 0);
  }

  /** The value as one reference to a stored object. */
  public Map<String, @Nullable Object> toReference(@Nullable Object value, String path) {
    Object object = value instanceof Optional<?> optional ? optional.orElse(null) : value;
    if (object == null) {
      throw new ReturnException(path + " is null, and there is no object to store");
    }
    ObjectStore store =
        objects.orElseThrow(() ->
            new ReturnException(
                "%s is a %s, which JSON cannot hold"
                    .formatted(path, object.getClass().getTypeName())));
    return stored.computeIfAbsent(object, o -> store.write(o, path)).toJson();
  }

  /** A number, boolean or text as a metric, or empty for anything else. */
  public Optional<Object> toMetric(@Nullable Object value) {
    Object scalar = value == null ? null : scalar(value);
    return Optional.ofNullable(scalar);
  }

  private @Nullable Object toJson(@Nullable Object value, String path, int depth) {
    if (value == null) {
      return null;
    }
    if (depth > MAX_DEPTH) {
      throw new ReturnException(
          path.substring(0, Math.min(path.length(), 60))
              + "… is nested deeper than "
              + MAX_DEPTH
              + "; does it contain itself?");
    }
    Object scalar = scalar(value);
    if (scalar != null) {
      return scalar;
    }
    return switch (value) {
      case Optional<?> optional -> toJson(optional.orElse(null), path, depth);
      case OptionalInt o -> o.isPresent() ? (Object) (long) o.getAsInt() : null;
      case OptionalLong o -> o.isPresent() ? (Object) o.getAsLong() : null;
      case OptionalDouble o -> o.isPresent() ? Escapes.number(o.getAsDouble()) : null;
      case Map<?, ?> map -> map(map, path, depth);
      case Collection<?> collection -> list(collection, path, depth);
      case byte[] bytes -> toReference(bytes, path);
      case Path file when objects.isEmpty() -> file.toString();
      case Path file -> toReference(file, path);
      case Record record -> map(components(record), path, depth);
      case Object array when array.getClass().isArray() -> array(array, path, depth);
      default -> toReference(value, path);
    };
  }

  @SuppressWarnings("JavaUtilDate") // what user code returns is not ours to choose
  private static @Nullable Object scalar(Object value) {
    return switch (value) {
      case String text -> text;
      case Boolean truth -> truth;
      case Integer number -> number.longValue();
      case Long number -> number;
      case Double number -> Escapes.number(number);
      case Float number when Float.isFinite(number) -> Double.valueOf(number.toString());
      case Float number -> Escapes.number(number);
      case Short number -> number.longValue();
      case Byte number -> number.longValue();
      case BigInteger number -> number;
      case BigDecimal number -> number;
      case java.util.concurrent.atomic.AtomicInteger number -> number.longValue();
      case java.util.concurrent.atomic.AtomicLong number -> number.get();
      case java.util.concurrent.atomic.LongAdder number -> number.sum();
      case java.util.concurrent.atomic.DoubleAdder number -> Escapes.number(number.sum());
      case CharSequence text -> text.toString();
      case Character letter -> letter.toString();
      case Enum<?> constant -> constant.name();
      case TemporalAccessor time -> time.toString();
      case TemporalAmount span -> span.toString();
      case java.time.ZoneId zone -> zone.getId();
      case Date date -> java.time.Instant.ofEpochMilli(date.getTime()).toString();
      case java.util.UUID id -> id.toString();
      case java.net.URI uri -> uri.toString();
      case java.net.URL url -> url.toString();
      default -> null;
    };
  }

  private Object map(Map<?, ?> map, String path, int depth) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      Object key = entry.getKey() == null ? null : scalar(entry.getKey());
      if (key == null || key instanceof Map<?, ?>) {
        throw new ReturnException(
            "%s has a key that is no text, number, enum or date: %s".formatted(path, key));
      }
      String name = key.toString();
      if (json.containsKey(name)) {
        throw new ReturnException("%s has two keys that are written \"%s\"".formatted(path, name));
      }
      json.put(name, toJson(entry.getValue(), path + "." + name, depth + 1));
    }
    if (!Escapes.looksLikeOurs(json) || ObjectReference.isIn(json)) {
      return json;
    }
    return Escapes.wrap(Escapes.ESCAPED, json);
  }

  private List<@Nullable Object> list(Collection<?> collection, String path, int depth) {
    List<@Nullable Object> json = new ArrayList<>(collection.size());
    for (Object element : collection) {
      json.add(toJson(element, path + "[" + json.size() + "]", depth + 1));
    }
    return json;
  }

  private List<@Nullable Object> array(Object array, String path, int depth) {
    int length = Array.getLength(array);
    List<@Nullable Object> json = new ArrayList<>(length);
    for (int i = 0; i < length; i++) {
      json.add(toJson(Array.get(array, i), path + "[" + i + "]", depth + 1));
    }
    return json;
  }

  /** A record's components by name, in their order. */
  public static Map<String, @Nullable Object> components(Record record) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      try {
        Method accessor = component.getAccessor();
        accessor.setAccessible(true);
        values.put(component.getName(), accessor.invoke(record));
      } catch (ReflectiveOperationException e) {
        throw new ReturnException(
            "the component %s of %s cannot be read: %s"
                .formatted(component.getName(), record.getClass().getTypeName(), e.getCause()),
            e);
      }
    }
    return values;
  }
}
