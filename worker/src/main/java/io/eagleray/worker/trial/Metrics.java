package io.eagleray.worker.trial;

import io.eagleray.worker.value.ReturnWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The metrics in a value: its numbers, booleans and texts at top level. */
public final class Metrics {
  private Metrics() {}

  /** Those of a map or record; none for anything else. */
  public static Map<String, @Nullable Object> of(@Nullable Object returned, ReturnWriter writer) {
    Map<String, @Nullable Object> metrics = new LinkedHashMap<>();
    Map<?, ?> values =
        switch (returned) {
          case Map<?, ?> map -> map;
          case Record record -> ReturnWriter.components(record);
          case null, default -> Map.of();
        };
    values.forEach((name, value) ->
        writer.toMetric(value).ifPresent(metric -> metrics.put(String.valueOf(name), metric)));
    return metrics;
  }

  /**
   * Those of a report, where everything must be a metric.
   *
   * @throws IllegalArgumentException for what is none
   */
  static Map<String, @Nullable Object> strict(Map<String, ?> reported, ReturnWriter writer) {
    Map<String, @Nullable Object> metrics = new LinkedHashMap<>();
    reported.forEach((name, value) ->
        metrics.put(
            Objects.requireNonNull(name, "a metric has no name"),
            writer
                .toMetric(value)
                .orElseThrow(() ->
                    new IllegalArgumentException(
                        "the metric \"%s\" must be a number, a boolean or a text, but is %s"
                            .formatted(
                                name,
                                value == null ? "null" : "a " + value.getClass().getTypeName())))));
    return metrics;
  }
}
