package io.eagleray.targets.ray;

import io.eagleray.json.Json;
import io.eagleray.json.JsonNull;
import io.eagleray.json.JsonObject;
import io.eagleray.json.JsonText;
import io.eagleray.model.ray.Algorithm;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What the driver on a cluster finds by a config's names: Ray Tune's own search algorithms,
 * schedulers and stoppers. The native engine has others besides.
 */
final class RayAlgorithms {
  /** Its search algorithm is inside of it. */
  static final String LIMITER = "ConcurrencyLimiter";

  /** In lower case: the driver does not look at case. */
  static final Set<String> SEARCHERS =
      Set.of(
          "auto",
          "tpe",
          "optuna",
          "optunasearch",
          "hyperopt",
          "hyperoptsearch",
          "bayesopt",
          "bayesoptsearch",
          "hebo",
          "hebosearch",
          "nevergrad",
          "nevergradsearch",
          "bohb",
          "tunebohb",
          "ax",
          "axsearch",
          "zoopt",
          "zooptsearch",
          "random",
          "grid",
          "variant_generator",
          "basicvariantgenerator");

  static final Set<String> WRAPPERS = Set.of("concurrencylimiter", "repeater");

  static final Set<String> SCHEDULERS =
      Set.of(
          "fifo",
          "fifoscheduler",
          "asha",
          "ashascheduler",
          "async_hyperband",
          "asynchyperbandscheduler",
          "hyperband",
          "hyperbandscheduler",
          "hb_bohb",
          "hyperbandforbohb",
          "median",
          "medianstopping",
          "median_stopping_rule",
          "medianstoppingrule",
          "pbt",
          "populationbasedtraining",
          "populationbasedtrainingreplay",
          "pb2");

  /** They change configurations themselves, so Ray Tune takes no search algorithm beside them. */
  private static final Set<String> POPULATIONS = Set.of("pbt", "populationbasedtraining", "pb2");

  /** What is a search by chance, beside a population too. */
  private static final Set<String> BY_CHANCE =
      Set.of("auto", "random", "grid", "variant_generator", "basicvariantgenerator");

  static final Set<String> STOPPERS = Set.of("TrialPlateauStopper", "ExperimentPlateauStopper");

  private RayAlgorithms() {}

  static boolean hasSearcher(String name) {
    return SEARCHERS.contains(lower(name));
  }

  /** Whether a search algorithm is one around another. */
  static boolean isWrapper(String name) {
    return WRAPPERS.contains(lower(name));
  }

  static boolean hasScheduler(String name) {
    return SCHEDULERS.contains(lower(name));
  }

  /** Whether Ray Tune has this scheduler beside this search algorithm. */
  static boolean fit(String searcher, String scheduler) {
    return !POPULATIONS.contains(lower(scheduler)) || BY_CHANCE.contains(lower(searcher));
  }

  static boolean hasStopper(String name) {
    return STOPPERS.contains(name);
  }

  /** The search algorithm in a wrapper, told of at the wrapper's place; empty if it has none. */
  static Optional<Algorithm> inside(Algorithm wrapper) {
    Json searcher = wrapper.arguments().get("searcher").orElse(JsonNull.NULL);
    return switch (searcher) {
      case JsonText name ->
          Optional.of(new Algorithm(name.value(), JsonObject.EMPTY, wrapper.at()));
      case JsonObject written ->
          written.text("type").map(name -> new Algorithm(name, written, wrapper.at()));
      default -> Optional.empty();
    };
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
