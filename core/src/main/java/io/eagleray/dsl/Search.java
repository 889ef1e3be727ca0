package io.eagleray.dsl;

import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import io.eagleray.json.PlainJson;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A hyperparameter search, as a Ray config has it. Immutable: each method makes a copy. */
public final class Search {
  private static final String TUNE = "ray_tune";
  private static final String SPACE = "search_space";

  private final JsonObject config;

  private Search(JsonObject config) {
    this.config = config;
  }

  /** Large values of a metric are good. */
  public static Search maximize(String metric) {
    return of(metric, "max");
  }

  /** Small values of a metric are good. */
  public static Search minimize(String metric) {
    return of(metric, "min");
  }

  private static Search of(String metric, String mode) {
    return new Search(JsonObject.EMPTY).set("ray_tune.metric", metric).set("ray_tune.mode", mode);
  }

  /** Sets any key of a Ray config, by its path: {@code ray_tune.fail_fast}. */
  public Search set(String path, Object value) {
    return new Search(set(config, List.of(path.split("\\.", -1)), JsonValues.SETTINGS.of(value)));
  }

  private static JsonObject set(JsonObject object, List<String> path, Json value) {
    String key = path.getFirst();
    return object.with(
        key,
        path.size() == 1 ? value : set(object.object(key), path.subList(1, path.size()), value));
  }

  /**
   * A parameter of the search space, of any type that a Ray config knows.
   *
   * @throws IllegalArgumentException for a number that is not finite, which no space may hold
   */
  public Search parameter(String name, String type, Map<String, ?> settings) {
    return parameter(
        name,
        JsonObject.builder().put("type", type).build().and(JsonValues.VALUES.object(settings)));
  }

  private Search parameter(String name, JsonObject domain) {
    if (!PlainJson.of(domain).equals(domain)) {
      throw new IllegalArgumentException(
          "the numbers of \"" + name + "\" in a search space must be finite");
    }
    JsonObject tune = config.object(TUNE);
    JsonObject space = tune.object(SPACE).with(name, domain);
    return new Search(config.with(TUNE, tune.with(SPACE, space)));
  }

  /** A number from {@code low} to {@code high}. */
  public Search uniform(String name, double low, double high) {
    return between(name, "uniform", Json.of(low), Json.of(high));
  }

  /**
   * A number from {@code low}, above 0, to {@code high}, where equal factors are equally likely.
   */
  public Search logUniform(String name, double low, double high) {
    return between(name, "loguniform", Json.of(low), Json.of(high));
  }

  /** A whole number from {@code low} up to, but without, {@code high}. */
  public Search integer(String name, int low, int high) {
    return between(name, "randint", Json.of((long) low), Json.of((long) high));
  }

  private Search between(String name, String type, Json low, Json high) {
    return parameter(
        name, JsonObject.builder().put("type", type).put("low", low).put("high", high).build());
  }

  /** One of some values. */
  public Search choice(String name, Object... values) {
    return parameter(name, "choice", Map.of("choices", Arrays.asList(values)));
  }

  /** How many trials. */
  public Search samples(int count) {
    return set("ray_tune.num_samples", count);
  }

  /** What makes the search repeatable. */
  public Search seed(long seed) {
    return set("ray_tune.seed", seed);
  }

  /** The search algorithm: {@code tpe}, {@code OptunaSearch}. */
  public Search algorithm(String type) {
    return set("ray_tune.search_algorithm.type", type);
  }

  /** What stops weak trials early: {@code ASHAScheduler}. */
  public Search scheduler(String type, Map<String, ?> settings) {
    return set(
        "ray_tune.scheduler",
        JsonObject.builder().put("type", type).build().and(JsonValues.SETTINGS.object(settings)));
  }

  /** Where it runs: {@code local}, {@code auto}, {@code ray://head:10001}. */
  public Search at(String address) {
    return set("ray_cluster.address", address);
  }

  /** The CPUs of one trial. */
  public Search cpus(double count) {
    return set("default_resources.num_cpus", count);
  }

  JsonObject config() {
    return config;
  }
}
