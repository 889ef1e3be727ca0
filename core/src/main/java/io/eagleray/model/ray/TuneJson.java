package io.eagleray.model.ray;

import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonNumber;
import io.eagleray.json.JsonObject;
import io.eagleray.json.JsonText;
import io.eagleray.problem.Location;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * A search as JSON and back, for a process that has no config to read it from: the keys {@code
 * engine}, {@code settled} and {@code space} of a job's {@code spec.json}.
 *
 * <p>Only places in files are lost on the way. The same search gives the same text.
 */
public final class TuneJson {
  private static final Location AT = Location.of("spec.json");
  private static final double NANOS = 1e9;

  private TuneJson() {}

  /** The three keys, to be laid into a spec. */
  public static JsonObject write(Tune tune) {
    return JsonObject.builder()
        .put("engine", word(tune.engine()))
        .put("settled", settled(tune))
        .put("space", SpaceJson.write(tune.space()))
        .build();
  }

  private static JsonObject settled(Tune tune) {
    return JsonObject.builder()
        .put("metric", ObjectivesJson.metric(tune.objectives()))
        .put("mode", ObjectivesJson.mode(tune.objectives()))
        .put("num_samples", orNull(tune.samples()))
        .put("seed", tune.seed().isPresent() ? Json.of(tune.seed().getAsLong()) : Json.NULL)
        .put("time_budget", tune.timeBudget().map(TuneJson::seconds).orElse(Json.NULL))
        .put("max_concurrent", orNull(tune.maxConcurrent()))
        .put("trial_retry", tune.trialRetry())
        .put("fail_fast", tune.failFast())
        .put("max_failed_trials", orNull(tune.maxFailedTrials()))
        .put("stop", stop(tune.stop()))
        .put(
            "stoppers",
            tune.stoppers().stream().map(TuneJson::algorithm).collect(JsonArray.collect()))
        .put("best", word(tune.best()))
        .put("ends_by_result", tune.endsByResult())
        .put("keep_objects", tune.keepObjects().count())
        .put("points", tune.pointsToEvaluate().stream().collect(JsonArray.collect()))
        .put("search_algorithm", algorithm(tune.searchAlgorithm()))
        .put("scheduler", algorithm(tune.scheduler()))
        .build();
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static Json orNull(OptionalInt number) {
    return number.isPresent() ? Json.of((long) number.getAsInt()) : Json.NULL;
  }

  private static Json seconds(Duration duration) {
    return SpaceJson.number(duration.toNanos() / NANOS);
  }

  /** Sorted, since the model's own order differs from process to process. */
  private static JsonObject stop(Map<String, Double> bounds) {
    JsonObject.Builder json = JsonObject.builder();
    new TreeMap<>(bounds).forEach((metric, bound) -> json.put(metric, SpaceJson.number(bound)));
    return json.build();
  }

  private static JsonObject algorithm(Algorithm algorithm) {
    return JsonObject.builder()
        .put("name", algorithm.name())
        .put("arguments", algorithm.arguments())
        .build();
  }

  /**
   * The search that a spec holds.
   *
   * @throws IllegalArgumentException if a value is missing or of the wrong kind; the message names
   *     it
   */
  public static Tune read(JsonObject spec) {
    JsonObject settled = object("settled", spec.get("settled").orElse(Json.NULL));
    return new Tune(
        SpaceJson.read(spec.get("space").orElse(Json.NULL), AT),
        ObjectivesJson.read(settled),
        whole(settled, "num_samples"),
        whole(settled, "max_concurrent"),
        number(settled, "time_budget")
            .map(seconds -> Duration.ofNanos(Math.round(seconds.asDouble() * NANOS))),
        stopOf(settled.object("stop")),
        list("stoppers", settled.get("stoppers").orElse(JsonArray.of())).stream()
            .map(stopper -> algorithmOf(object("stoppers", stopper)))
            .toList(),
        number(settled, "seed")
            .map(seed -> OptionalLong.of(seed.asLong()))
            .orElse(OptionalLong.empty()),
        list("points", settled.get("points").orElse(JsonArray.of())).stream()
            .map(point -> object("points", point))
            .toList(),
        algorithmOf(settled.object("search_algorithm")),
        algorithmOf(settled.object("scheduler")),
        word(spec, "engine", Tune.Engine.class),
        settled.isTrue("fail_fast"),
        whole(settled, "max_failed_trials"),
        whole(settled, "trial_retry").orElse(0),
        new Tune.KeepObjects(whole(settled, "keep_objects").orElse(1)),
        word(settled, "best", Tune.Best.class));
  }

  private static Map<String, Double> stopOf(JsonObject json) {
    Map<String, Double> stop = new LinkedHashMap<>();
    for (String metric : json.fields().keySet()) {
      number(json, metric).ifPresent(bound -> stop.put(metric, bound.asDouble()));
    }
    return stop;
  }

  private static Algorithm algorithmOf(JsonObject json) {
    return new Algorithm(text(json, "name"), json.object("arguments"), AT);
  }

  static <E extends Enum<E>> E word(JsonObject json, String name, Class<E> words) {
    for (E word : words.getEnumConstants()) {
      if (json.text(name).equals(Optional.of(word(word)))) {
        return word;
      }
    }
    throw wrong(name, "a word that there is", json.get(name));
  }

  private static OptionalInt whole(JsonObject json, String name) {
    return number(json, name)
        .map(number -> OptionalInt.of(Math.toIntExact(number.asLong())))
        .orElse(OptionalInt.empty());
  }

  /** The number under a key; null is none. */
  private static Optional<JsonNumber> number(JsonObject json, String name) {
    Json value = json.get(name).orElse(Json.NULL);
    if (value == Json.NULL) {
      return Optional.empty();
    }
    if (value instanceof JsonNumber number) {
      return Optional.of(number);
    }
    throw wrong(name, "a number or null", Optional.of(value));
  }

  static String text(JsonObject json, String name) {
    if (json.get(name).orElse(Json.NULL) instanceof JsonText text) {
      return text.value();
    }
    throw wrong(name, "a text", json.get(name));
  }

  static List<Json> list(String name, Json value) {
    if (value instanceof JsonArray array) {
      return array.items();
    }
    throw wrong(name, "a list", Optional.of(value));
  }

  static JsonObject object(String name, Json value) {
    if (value instanceof JsonObject object) {
      return object;
    }
    throw wrong(name, "a mapping", Optional.of(value));
  }

  static IllegalArgumentException wrong(String name, String rule, Optional<Json> value) {
    return new IllegalArgumentException(
        "\"" + name + "\" must be " + rule + ", not " + value.map(Json::text).orElse("missing"));
  }
}
