package io.eagleray.engine.ray;

import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonBool;
import io.eagleray.json.JsonNull;
import io.eagleray.json.JsonNumber;
import io.eagleray.json.JsonObject;
import io.eagleray.json.JsonText;
import io.eagleray.model.ray.Algorithm;
import io.eagleray.model.ray.Tune;
import io.eagleray.search.SearchException;
import io.eagleray.search.registry.Lookup;
import io.eagleray.search.registry.Registry;
import io.eagleray.search.sampler.Sampler;
import io.eagleray.search.sampler.Samplers;
import io.eagleray.search.scheduler.HyperBandScheduler;
import io.eagleray.search.scheduler.Scheduler;
import io.eagleray.search.scheduler.Schedulers;
import io.eagleray.search.space.Nothing;
import io.eagleray.search.stopper.Stopper;
import io.eagleray.search.stopper.Stoppers;
import io.eagleray.spi.AlgorithmNames;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The native samplers, schedulers and stoppers behind the names of a Ray config. */
public final class NativeAlgorithms {
  /** Arguments that every algorithm of a config may carry; they are the study's, not its own. */
  private static final Set<String> STUDY_ARGUMENTS = Set.of("type", "metric", "mode", "time_attr");

  private NativeAlgorithms() {}

  /**
   * All names that a config may use, with their arguments, those that only a cluster knows
   * included.
   */
  public static AlgorithmNames names() {
    return new AlgorithmNames(
        names(Samplers.registry()), names(Schedulers.registry()), names(Stoppers.registry()));
  }

  private static <T> Map<String, Set<String>> names(Registry<T> registry) {
    Map<String, Set<String>> names = new TreeMap<>();
    for (String name : registry.known()) {
      names.put(
          name,
          registry.find(name) instanceof Lookup.Found<T> found
              ? found.arguments()
              : AlgorithmNames.ANY);
    }
    return names;
  }

  /**
   * Whether a config names samplers, schedulers and stoppers that there are, natively or on a
   * cluster.
   */
  static boolean areKnown(Tune tune) {
    return tune.stoppers().stream()
            .noneMatch(stopper ->
                Stoppers.registry().find(stopper.name()) instanceof Lookup.Unknown<Stopper>)
        && !(Samplers.registry().find(tune.searchAlgorithm().name()) instanceof Lookup.Unknown)
        && !(Schedulers.registry().find(tune.scheduler().name()) instanceof Lookup.Unknown);
  }

  /**
   * The native sampler.
   *
   * @throws SearchException if an argument breaks a rule, or nothing native answers to the name
   */
  static Sampler sampler(Algorithm algorithm) {
    return create(Samplers.registry(), algorithm, "sampler");
  }

  /**
   * The native scheduler.
   *
   * @throws SearchException if an argument breaks a rule, or nothing native answers to the name
   */
  static Scheduler scheduler(Algorithm algorithm) {
    Scheduler scheduler = create(Schedulers.registry(), algorithm, "scheduler");
    // Ray Tune makes trials before there is a place for them, so its brackets fill.
    return scheduler instanceof HyperBandScheduler hyperband ? hyperband.filling() : scheduler;
  }

  /**
   * The native stopper.
   *
   * @throws SearchException if an argument breaks a rule, or nothing native answers to the name
   */
  static Stopper stopper(Algorithm algorithm) {
    return create(Stoppers.registry(), algorithm, "stopper");
  }

  private static <T> T create(Registry<T> registry, Algorithm algorithm, String what) {
    return switch (registry.find(algorithm.name())) {
      case Lookup.Found<T> found -> found.create(arguments(algorithm, found.arguments()));
      case Lookup.NotNative<T> foreign ->
          throw new NotNativeException(
              what
                  + " "
                  + algorithm.name()
                  + " is Ray Tune's, on a cluster with \"engine: ray\"; native ones: "
                  + String.join(", ", registry.names()));
      case Lookup.Unknown<T> unknown ->
          throw new NotNativeException("unknown " + what + " \"" + algorithm.name() + "\"");
    };
  }

  private static Map<String, Object> arguments(Algorithm algorithm, Set<String> accepted) {
    Map<String, Object> arguments = new LinkedHashMap<>();
    algorithm
        .arguments()
        .fields()
        .forEach((name, value) -> {
          if (value != JsonNull.NULL
              && (accepted.contains(name) || !STUDY_ARGUMENTS.contains(name))) {
            arguments.put(name, plain(value));
          }
        });
    return arguments;
  }

  /** A JSON value as the search engine takes it. */
  static Object plain(Json json) {
    return switch (json) {
      case JsonText text -> text.value();
      case JsonNumber number -> number.value();
      case JsonBool bool -> bool.value();
      case JsonArray array -> array.items().stream().map(NativeAlgorithms::plain).toList();
      case JsonObject object -> {
        Map<String, Object> map = new LinkedHashMap<>();
        object.fields().forEach((name, value) -> map.put(name, plain(value)));
        yield map;
      }
      case JsonNull none -> Nothing.NOTHING;
    };
  }
}
