package io.eagleray.worker.value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Values as programs get them that know nothing of the protocol: without its escapes. */
public final class PlainJson {
  private PlainJson() {}

  /**
   * The value with texts ({@code NaN}, {@code -Infinity}) in the place of numbers that JSON has no
   * form for, and a user's own maps as they were. References stay as they are.
   */
  public static @Nullable Object of(@Nullable Object json) {
    return switch (json) {
      case List<?> list -> {
        List<@Nullable Object> items = new ArrayList<>(list.size());
        list.forEach(item -> items.add(of(item)));
        yield items;
      }
      case Map<?, ?> map -> {
        Optional<Double> number = Escapes.numberIn(map);
        yield number.isPresent() ? number.get().toString() : fields(Escapes.unescaped(map));
      }
      case null, default -> json;
    };
  }

  private static Map<Object, @Nullable Object> fields(Map<?, ?> map) {
    Map<Object, @Nullable Object> fields = new LinkedHashMap<>();
    map.forEach((name, value) -> fields.put(name, of(value)));
    return fields;
  }
}
