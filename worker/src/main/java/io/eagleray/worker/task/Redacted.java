package io.eagleray.worker.task;

import io.eagleray.worker.redact.Redactor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON value whose texts are without secrets. */
final class Redacted {
  private Redacted() {}

  static @Nullable Object json(@Nullable Object json, Redactor redactor) {
    return switch (json) {
      case String text -> redactor.redact(text);
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> clean = new LinkedHashMap<>();
        map.forEach(
            (name, value) -> clean.put(redactor.redact((String) name), json(value, redactor)));
        yield clean;
      }
      case List<?> list -> {
        List<@Nullable Object> clean = new ArrayList<>(list.size());
        list.forEach(element -> clean.add(json(element, redactor)));
        yield clean;
      }
      case null, default -> json;
    };
  }
}
