package io.eagleray.engine.ray;

import io.eagleray.json.Json;
import io.eagleray.json.JsonBool;
import io.eagleray.json.JsonNumber;
import io.eagleray.json.JsonObject;
import io.eagleray.model.Task;
import io.eagleray.model.ray.Tune;
import io.eagleray.run.Failure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/** What a report must hold, and when a trial has done enough. */
final class MetricRule {
  /** The step, by Ray Tune's name; a stop condition may name it. */
  private static final Set<String> PRINTING = Set.of("shell", "program");

  private final List<String> metrics;
  private final Map<String, Double> stop;
  private final boolean printed;

  MetricRule(Tune tune) {
    this(tune, false);
  }

  /**
   * @param task what reports: scripts and programs do so by what they print
   */
  MetricRule(Tune tune, Task task) {
    this(tune, PRINTING.contains(task.commandType()));
  }

  private MetricRule(Tune tune, boolean printed) {
    this.printed = printed;
    this.metrics = tune.metrics();
    this.stop = tune.stop();
  }

  /**
   * The value of each metric; empty where one is missing or no number. NaN and infinities are
   * numbers that are never good.
   */
  Optional<double[]> values(JsonObject report) {
    double[] values = new double[metrics.size()];
    for (int i = 0; i < values.length; i++) {
      OptionalDouble value = number(report.fields().get(metrics.get(i)));
      if (value.isEmpty()) {
        return Optional.empty();
      }
      values[i] = value.getAsDouble();
    }
    return Optional.of(values);
  }

  /** The same; what is missing or no number is NaN. */
  double[] valuesOrNaN(JsonObject report) {
    return metrics.stream()
        .mapToDouble(metric -> number(report.fields().get(metric)).orElse(Double.NaN))
        .toArray();
  }

  private static OptionalDouble number(@org.jspecify.annotations.Nullable Json json) {
    return switch (json) {
      case JsonNumber number -> OptionalDouble.of(number.asDouble());
      case JsonBool bool -> OptionalDouble.of(bool.value() ? 1 : 0);
      case null, default -> OptionalDouble.empty();
    };
  }

  /**
   * What is wrong with a report that has no {@link #values}: the first metric's fault.
   *
   * @param step the report's number, from 1
   */
  Failure wrong(int step, JsonObject report) {
    String metric =
        metrics.stream()
            .filter(name -> number(report.fields().get(name)).isEmpty())
            .findFirst()
            .orElseThrow();
    Json found = report.fields().get(metric);
    if (found != null) {
      return Failure.of("metric", "\"" + metric + "\" must be a number, not " + found.text());
    }
    String reported =
        report.fields().isEmpty() ? "nothing" : String.join(", ", report.fields().keySet());
    return Failure.of(
        "metric",
        (step > 1
                ? "report " + step + " of the trial has no \"" + metric + "\"; it has: "
                : "the trial never reported \"" + metric + "\"; it reported: ")
            + reported
            + (printed ? "; it should print lines such as " + line() : ""));
  }

  private String line() {
    return metrics.stream()
        .map(metric -> "\"" + metric + "\": 0.5")
        .collect(Collectors.joining(", ", "{", "}"));
  }

  /** Whether a stop condition holds: a metric is at its bound or above. */
  boolean isEnough(int step, JsonObject metrics) {
    return stop.entrySet().stream()
        .anyMatch(bound ->
            (bound.getKey().equals(Tune.STEP)
                    ? OptionalDouble.of(step)
                    : number(metrics.fields().get(bound.getKey())))
                .stream().anyMatch(value -> value >= bound.getValue()));
  }
}
