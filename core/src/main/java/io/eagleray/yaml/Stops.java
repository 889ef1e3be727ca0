package io.eagleray.yaml;

import io.eagleray.model.ray.Algorithm;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When a trial, or the search, has done enough, as far as {@code stop} says it.
 *
 * @param bounds a metric or {@code training_iteration}, and the value that is enough
 * @param stoppers other rules
 * @param timeout how long the search may take
 */
record Stops(Map<String, Double> bounds, List<Algorithm> stoppers, Optional<Duration> timeout) {
  static final Stops NEVER = new Stops(Map.of(), List.of(), Optional.empty());

  static Stops at(String metric, double bound) {
    return new Stops(Map.of(metric, bound), List.of(), Optional.empty());
  }

  /** Whichever comes first; of two bounds of one metric that is the lower one. */
  Stops or(Stops other) {
    Map<String, Double> both = new LinkedHashMap<>(bounds);
    other.bounds.forEach((metric, bound) -> both.merge(metric, bound, Math::min));
    return new Stops(
        both,
        Stream.concat(stoppers.stream(), other.stoppers.stream()).toList(),
        other.shorter(timeout));
  }

  /** The shorter one of a time and the stoppers'. */
  Optional<Duration> shorter(Optional<Duration> time) {
    return Stream.concat(time.stream(), timeout.stream()).min(Duration::compareTo);
  }
}
