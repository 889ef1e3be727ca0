package io.eagleray.report;

import io.eagleray.json.Json;
import io.eagleray.json.JsonNumber;
import io.eagleray.json.JsonObject;
import io.eagleray.model.ray.ObjectivesJson;
import io.eagleray.model.ray.Tune;
import io.eagleray.run.StepState;
import io.eagleray.run.TrialState;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * What a search optimises.
 *
 * @param metric the report's entry
 * @param maximize whether large is good
 * @param overTime whether a trial's best report counts, not its last
 * @param assumed whether the log does not say it, so that this is a guess
 */
record Objective(String metric, boolean maximize, boolean overTime, boolean assumed) {

  /** As the fan-out handed it over, else as the results say, else the first number reported. */
  static Optional<Objective> of(StepState step, List<TrialState> trials) {
    List<Objective> several = several(step);
    if (!several.isEmpty()) {
      return Optional.of(several.getFirst());
    }
    return Settings.of(step)
        .filter(settings -> settings.text("metric").isPresent())
        .map(settings ->
            new Objective(
                settings.text("metric").orElseThrow(),
                isMax(settings.text("mode").orElse("max")),
                settings.text("best").orElse("").equalsIgnoreCase("max_over_time"),
                settings.text("mode").isEmpty()))
        .or(() -> guess(trials));
  }

  /** What a search with several objectives optimises; empty where there are no two. */
  static List<Objective> several(StepState step) {
    List<Tune.Objective> objectives =
        Settings.of(step)
            .flatMap(settings -> settings.withList("metric"))
            .filter(settings -> settings.get("mode").isPresent())
            .map(ObjectivesJson::read)
            .orElse(List.of());
    return objectives.size() < 2
        ? List.of()
        : objectives.stream()
            .map(one -> new Objective(one.metric(), one.mode() == Tune.Mode.MAX, false, false))
            .toList();
  }

  private static Optional<Objective> guess(List<TrialState> trials) {
    return trials.stream()
        .flatMap(trial -> Stream.of((Json) trial.metrics(), trial.value()))
        .filter(JsonObject.class::isInstance)
        .flatMap(json -> ((JsonObject) json).fields().entrySet().stream())
        .filter(field -> field.getValue() instanceof JsonNumber)
        .findFirst()
        .map(field -> new Objective(field.getKey(), true, false, true));
  }

  private static boolean isMax(String mode) {
    return !mode.toLowerCase(Locale.ROOT).startsWith("min");
  }

  /** Whether {@code a} is better than {@code b}. */
  boolean better(double a, double b) {
    return maximize ? a > b : a < b;
  }

  /** The metric in a trial's last report, or in what its function returned. */
  OptionalDouble last(TrialState trial) {
    return number(trial.metrics())
        .or(() -> trial.value() instanceof JsonObject value ? number(value) : Optional.empty())
        .map(OptionalDouble::of)
        .orElse(OptionalDouble.empty());
  }

  /** The metric in a report, where it is a finite number. */
  Optional<Double> number(JsonObject metrics) {
    return metrics
        .get(metric)
        .filter(JsonNumber.class::isInstance)
        .map(number -> ((JsonNumber) number).asDouble())
        .filter(Double::isFinite);
  }
}
