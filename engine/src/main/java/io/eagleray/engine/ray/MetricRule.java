package io.eagleray.engine.ray;

import io.eagleray.json.Json;
import io.eagleray.json.JsonBool;
import io.eagleray.json.JsonNumber;
import io.eagleray.json.JsonObject;
import io.eagleray.model.Task;
import io.eagleray.model.ray.Tune;
import io.eagleray.run.Failure;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** What a report must hold, and when a trial has done enough. */
final class MetricRule {
  /** The step, by Ray Tune's name; a stop condition may name it. */
  static final String STEP = "training_iteration";

  private static final Set<String> PRINTING = Set.of("shell", "program");

  private final String metric;
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
    this.metric = tune.metric().orElseThrow();
    this.stop = tune.stop();
  }

  /**
   * The metric's value; empty where it is missing or no number. NaN and infinities are numbers that
   * are never good.
   */
  OptionalDouble value(JsonObject metrics) {
    return number(metrics.fields().get(metric));
  }

  private static OptionalDouble number(@org.jspecify.annotations.Nullable Json json) {
    return switch (json) {
      case JsonNumber number -> OptionalDouble.of(number.asDouble());
      case JsonBool bool -> OptionalDouble.of(bool.value() ? 1 : 0);
      case null, default -> OptionalDouble.empty();
    };
  }

  /** What is wrong with a report that has no {@link #value}. */
  Failure wrong(JsonObject metrics) {
    Json found = metrics.fields().get(metric);
    if (found != null) {
      return Failure.of("metric", "\"" + metric + "\" must be a number, not " + found.text());
    }
    String reported =
        metrics.fields().isEmpty() ? "nothing" : String.join(", ", metrics.fields().keySet());
    return Failure.of(
        "metric",
        "the trial never reported \""
            + metric
            + "\"; it reported: "
            + reported
            + (printed ? "; it should print lines such as {\"" + metric + "\": 0.5}" : ""));
  }

  /** Whether a stop condition holds: a metric is at its bound or above. */
  boolean isEnough(int step, JsonObject metrics) {
    return stop.entrySet().stream()
        .anyMatch(bound ->
            (bound.getKey().equals(STEP)
                    ? OptionalDouble.of(step)
                    : number(metrics.fields().get(bound.getKey())))
                .stream().anyMatch(value -> value >= bound.getValue()));
  }
}
