package io.eagleray.dsl;

import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonNumber;
import io.eagleray.json.JsonObject;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.TemporalAccessor;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedCollection;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Java values as a pipeline's file has them. */
final class JsonValues {
  /** What a key of a pipeline or a Ray config says: durations as these have them. */
  static final JsonValues SETTINGS = new JsonValues(JsonValues::setting);

  /** What functions are given: durations as they return them. */
  static final JsonValues VALUES = new JsonValues(Duration::toString);

  private final Function<Duration, String> durations;

  private JsonValues(Function<Duration, String> durations) {
    this.durations = durations;
  }

  private static String setting(Duration duration) {
    try {
      return duration.toMillis() + "ms";
    } catch (ArithmeticException e) { // Longer than any; its reader says so, with the place.
      return duration.toSeconds() + "s";
    }
  }

  /**
   * Texts, booleans, numbers, durations, dates (ISO), enums (their names), paths, null, and
   * optionals, records, lists, maps and arrays of these. What has no order gets one, so that a
   * pipeline is the same in each process that makes it.
   *
   * @throws IllegalArgumentException for anything else
   */
  Json of(@Nullable Object value) {
    return switch (value) {
      case null -> Json.NULL;
      case Json json -> json;
      case CharSequence text -> Json.of(text.toString());
      case Boolean flag -> Json.of(flag.booleanValue());
      case Integer number -> Json.of(number.longValue());
      case Long number -> Json.of(number.longValue());
      case Short number -> Json.of(number.longValue());
      case Byte number -> Json.of(number.longValue());
      case AtomicInteger number -> Json.of(number.longValue());
      case AtomicLong number -> Json.of(number.longValue());
      case BigInteger number -> new JsonNumber(number);
      case BigDecimal number -> new JsonNumber(number);
      case Float number -> Json.of(Double.parseDouble(number.toString()));
      case Number number -> Json.of(number.doubleValue());
      case Duration duration -> Json.of(durations.apply(duration));
      case Enum<?> constant -> Json.of(constant.name());
      case Character letter -> Json.of(letter.toString());
      case TemporalAccessor time -> Json.of(time.toString());
      case Path file -> Json.of(file.toString());
      case Optional<?> optional -> of(optional.orElse(null));
      case Record record -> object(components(record));
      case Object array when array.getClass().isArray() ->
          IntStream.range(0, Array.getLength(array))
              .mapToObj(i -> of(Array.get(array, i)))
              .collect(JsonArray.collect());
      case Collection<?> list -> list(list);
      case Map<?, ?> map -> object(map);
      default -> throw refused(value, null);
    };
  }

  private JsonArray list(Collection<?> list) {
    boolean isOrdered =
        !(list instanceof Set) || list instanceof SequencedCollection || list instanceof EnumSet<?>;
    Stream<Json> items = list.stream().map(this::of);
    return (isOrdered ? items : items.sorted(Comparator.comparing(Json::text)))
        .collect(JsonArray.collect());
  }

  JsonObject object(Map<?, ?> map) {
    boolean isOrdered = map instanceof SequencedMap || map instanceof EnumMap<?, ?>;
    Map<String, Json> fields = isOrdered ? new LinkedHashMap<>() : new TreeMap<>();
    map.forEach((key, value) -> {
      String name = name(key);
      if (fields.put(name, of(value)) != null) {
        throw new IllegalArgumentException("two keys of a map are written \"" + name + "\"");
      }
    });
    return new JsonObject(fields);
  }

  /** A value where a file has a name. */
  static String name(@Nullable Object value) {
    return value instanceof Enum<?> constant ? constant.name() : String.valueOf(value);
  }

  private static Map<String, @Nullable Object> components(Record record) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      try {
        Method accessor = component.getAccessor();
        accessor.setAccessible(true);
        values.put(component.getName(), accessor.invoke(record));
      } catch (ReflectiveOperationException e) {
        throw refused(record, e);
      }
    }
    return values;
  }

  private static IllegalArgumentException refused(Object value, @Nullable Exception cause) {
    return new IllegalArgumentException(
        "a pipeline holds texts, numbers, booleans, lists and maps, not a "
            + value.getClass().getTypeName(),
        cause);
  }

  static JsonArray texts(String... texts) {
    return Arrays.stream(texts).map(Json::of).collect(JsonArray.collect());
  }
}
