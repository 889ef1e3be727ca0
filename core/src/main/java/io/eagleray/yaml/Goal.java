package io.eagleray.yaml;

import io.eagleray.model.ray.Tune;
import io.eagleray.problem.Problems;
import io.eagleray.spi.MappingReader;
import java.util.Optional;

/**
 * What a search optimises: {@code metric} and {@code mode}, which may stand in {@code ray_tune},
 * {@code search_algorithm} and {@code scheduler}, and must not differ there.
 */
final class Goal {
  private Optional<String> metric = Optional.empty();
  private Optional<Tune.Mode> mode = Optional.empty();
  private String metricLabel = "";
  private String modeLabel = "";

  /** Reads the two keys of one mapping. */
  void read(MappingReader mapping) {
    Optional<String> otherMetric = mapping.text("metric");
    if (otherMetric.isPresent() && otherMetric.get().isBlank()) {
      mapping.reject("metric", "the name of a reported value");
    } else if (metric.isEmpty()) {
      metric = otherMetric;
      metricLabel = mapping.label("metric");
    } else if (otherMetric.isPresent() && !otherMetric.equals(metric)) {
      differs(mapping, "metric", otherMetric.get(), metricLabel, metric.get());
    }
    Optional<Tune.Mode> otherMode = mapping.word("mode", Tune.Mode.class);
    if (mode.isEmpty()) {
      mode = otherMode;
      modeLabel = mapping.label("mode");
    } else if (otherMode.isPresent() && !otherMode.equals(mode)) {
      differs(mapping, "mode", word(otherMode.get()), modeLabel, word(mode.get()));
    }
  }

  private static void differs(
      MappingReader mapping, String key, String value, String otherLabel, String otherValue) {
    Problems problems = mapping.problems();
    problems.error(
        mapping.valueAt(key),
        mapping.label(key)
            + " ("
            + value
            + ") differs from "
            + otherLabel
            + " ("
            + otherValue
            + "); write one of them");
  }

  private static String word(Tune.Mode mode) {
    return mode.name().toLowerCase(java.util.Locale.ROOT);
  }

  Optional<String> metric() {
    return metric;
  }

  Optional<Tune.Mode> mode() {
    return mode;
  }
}
