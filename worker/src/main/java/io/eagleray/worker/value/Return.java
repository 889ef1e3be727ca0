package io.eagleray.worker.value;

import io.eagleray.worker.json.Fields;
import io.eagleray.worker.json.JsonException;
import java.util.Locale;

/** One name that a step returns, and how its value is kept. */
public record Return(String name, Kind kind) {
  /** How a returned value is kept. */
  public enum Kind {
    /** As JSON, with references to what is not JSON. */
    JSON,
    /** As one stored object. */
    OBJECT,
    /** As one number. */
    METRIC
  }

  /**
   * Reads {@code {"name":…,"kind":"json|object|metric"}}; the kind is json where it is left out.
   */
  public static Return of(Fields fields) {
    String kind = fields.optionalText("kind").orElse("json");
    try {
      return new Return(fields.text("name"), Kind.valueOf(kind.toUpperCase(Locale.ROOT)));
    } catch (IllegalArgumentException e) {
      throw new JsonException("a return's kind must be json, object or metric, not " + kind);
    }
  }
}
