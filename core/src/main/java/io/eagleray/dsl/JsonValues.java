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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Java values as a pipeline's file has them. */
final class JsonValues {
  private JsonValues() {}

  /**
   * Texts, booleans, numbers, durations, dates (ISO), enums (their names), paths, null, and
   * optionals, records, lists, maps and arrays of these.
   *
   * @throws IllegalArgumentException for anything else
   */
  static Json of(@Nullable Object value) {
    return switch (value) {
      case null -> Json.NULL;
      case Json json -> json;
      case CharSequence text -> Json.of(text.toString());
      case Boolean flag -> Json.of(flag.booleanValue());
      case Integer number -> Json.of(number.longValue());
      case Long number -> Json.of(number.longValue());
      case Short number -> Json.of(number.longValue());
      case Byte number -> Json.of(number.longValue());
      case BigInteger number -> new JsonNumber(number);
      case BigDecimal number -> new JsonNumber(number);
      case Float number -> Json.of(Double.parseDouble(number.toString()));
      case Number number -> Json.of(number.doubleValue());
      case Duration duration -> Json.of(duration.toMillis() + "ms");
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
      case Collection<?> list -> list.stream().map(JsonValues::of).collect(JsonArray.collect());
      case Map<?, ?> map -> object(map);
      default -> throw refused(value, null);
    };
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

  static JsonObject object(Map<?, ?> map) {
    JsonObject.Builder object = JsonObject.builder();
    map.forEach((key, value) -> object.put(String.valueOf(key), of(value)));
    return object.build();
  }

  static JsonArray texts(String... texts) {
    return Arrays.stream(texts).map(Json::of).collect(JsonArray.collect());
  }
}
