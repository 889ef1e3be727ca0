package io.eagleray.yaml;

import io.eagleray.json.JsonText;
import io.eagleray.model.ray.Algorithm;
import io.eagleray.model.ray.Tune;
import io.eagleray.spi.MappingReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reads {@code stop}: bounds of metrics, a stopper with its {@code type}, or a list of both. Ray
 * Tune's stoppers that say what another key says as well are read as that key.
 */
final class StopReader {
  private static final String KEY = "stop";

  private final Map<String, Set<String>> stoppers;

  /**
   * @param stoppers the names, each with its arguments
   */
  StopReader(Map<String, Set<String>> stoppers) {
    this.stoppers = stoppers;
  }

  Stops read(YamlMapping tune, Goal goal) {
    if (tune.located(KEY).orElse(null) instanceof Located.Sequence) {
      Stops all = Stops.NEVER;
      for (MappingReader.Item item : tune.items(KEY)) {
        if (item.mapping().orElse(null) instanceof YamlMapping mapping) {
          all = all.or(one(mapping, goal));
        } else {
          tune.problems(KEY)
              .error(
                  item.at(),
                  item.label() + " must be a mapping, not " + Values.shown(item.value()));
        }
      }
      return all;
    }
    return tune.child(KEY).map(mapping -> one(mapping, goal)).orElse(Stops.NEVER);
  }

  private Stops one(YamlMapping mapping, Goal goal) {
    if (mapping.json("type").orElse(null) instanceof JsonText(String type)) {
      return switch (type) {
        case "MaximumIterationStopper" -> iterations(mapping);
        case "TimeoutStopper" -> timeout(mapping);
        default -> stopper(mapping, goal);
      };
    }
    Stops bounds = Stops.NEVER;
    for (String metric : mapping.keys()) {
      if (metric.equals(Tune.STEP)) {
        bounds = bounds.or(iterations(mapping, metric));
      } else if (mapping.number(metric).isPresent()) {
        warnOfMinimum(mapping, metric, goal);
        bounds = bounds.or(Stops.at(metric, mapping.number(metric).getAsDouble()));
      }
    }
    return bounds;
  }

  /** With Ray Tune a bound is reached from below, whichever way the metric is optimised. */
  private static void warnOfMinimum(YamlMapping mapping, String metric, Goal goal) {
    if (goal.objectives().contains(new Tune.Objective(metric, Tune.Mode.MIN))) {
      mapping
          .problems()
          .warning(
              mapping.keyAt(metric),
              mapping.label(metric)
                  + " ends a trial at the first report of "
                  + Values.shown(mapping.number(metric).getAsDouble())
                  + " or more, and less is better; {type: TargetStopper, value: …} ends the search"
                  + " when a trial has come down to a value");
    }
  }

  private Stops stopper(YamlMapping mapping, Goal goal) {
    Algorithm stopper = new AlgorithmReader("stopper", stoppers, "").read(mapping, goal);
    return new Stops(Map.of(), List.of(stopper), Optional.empty());
  }

  private static Stops iterations(YamlMapping mapping) {
    require(mapping, "max_iter", "the number of reports after which a trial ends");
    return iterations(mapping, "max_iter");
  }

  private static Stops iterations(YamlMapping mapping, String key) {
    OptionalLong reports = mapping.integer(key, 1);
    return reports.isPresent() ? Stops.at(Tune.STEP, reports.getAsLong()) : Stops.NEVER;
  }

  private static Stops timeout(YamlMapping mapping) {
    require(mapping, "timeout", "the seconds after which the search ends");
    Optional<Duration> time = mapping.duration("timeout");
    if (time.isPresent() && time.get().isZero()) {
      mapping.reject("timeout", "longer than nothing");
      time = Optional.empty();
    }
    return new Stops(Map.of(), List.of(), time);
  }

  private static void require(YamlMapping mapping, String key, String what) {
    if (!mapping.has(key)) {
      mapping.problems().error(mapping.at(), mapping.label() + " needs \"" + key + "\", " + what);
    }
  }
}
