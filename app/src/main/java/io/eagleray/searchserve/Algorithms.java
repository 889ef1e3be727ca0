package io.eagleray.searchserve;

import io.eagleray.problem.Nearest;
import io.eagleray.search.forecast.ForecastSampler;
import io.eagleray.search.forecast.ForecastScheduler;
import io.eagleray.search.registry.Lookup;
import io.eagleray.search.registry.Registry;
import io.eagleray.search.sampler.Sampler;
import io.eagleray.search.sampler.Samplers;
import io.eagleray.search.scheduler.FifoScheduler;
import io.eagleray.search.scheduler.Scheduler;
import io.eagleray.search.scheduler.Schedulers;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The sampler and the scheduler behind {@code "algorithm"} and {@code "options"}.
 *
 * <p>An algorithm is a sampler's name ({@code tpe}), a scheduler's ({@code asha}: with random
 * configurations), or both ({@code tpe+asha}). A name of either kind ({@code bohb}) is both.
 * Options are arguments of either, by name.
 */
record Algorithms(Sampler sampler, Scheduler scheduler) {
  /** Samplers that have a scheduler beside them where a fidelity is given and none is named. */
  private static final Set<String> WITH_SCHEDULER = Set.of("auto", "tpe");

  /** Schedulers that give a trial the checkpoint of another, which the protocol has no word for. */
  private static final Set<String> EXPLOITING =
      Set.of("pbt", "PopulationBasedTraining", "pb2", "PB2", "PopulationBasedTrainingReplay");

  private static final String USUAL_SCHEDULER = "asha";
  private static final double REDUCTION = 3;

  /** Early values mislead where curves cross: nothing stops before a ninth of the way. */
  private static final long GRACE_SHARE = 9;

  /**
   * The default where a fidelity is given.
   *
   * @param resource the steps that all trials may make together, if there is a bound
   */
  static Algorithms forecasts(Fidelity steps, OptionalLong resource, int workers) {
    io.eagleray.search.forecast.Fidelity fidelity =
        new io.eagleray.search.forecast.Fidelity(steps.min(), steps.max());
    return new Algorithms(
        new ForecastSampler(fidelity), new ForecastScheduler(fidelity, resource, workers));
  }

  static Algorithms read(String algorithm, Map<String, Object> options, Optional<Fidelity> steps) {
    Names names = Names.of(algorithm, steps.isPresent());
    Set<String> samplers = Samplers.registry().names();
    Set<String> schedulers = Schedulers.registry().names();
    boolean namesBoth = algorithm.indexOf('+') >= 0;
    Lookup.Found<Sampler> sampler =
        found(
            Samplers.registry(),
            names.sampler(),
            name ->
                namesBoth
                    ? unknown("sampler", name, samplers)
                    : unknown("algorithm", name, joined(samplers, schedulers)));
    Optional<Lookup.Found<Scheduler>> scheduler =
        names
            .scheduler()
            .map(named ->
                found(
                    Schedulers.registry(), named, name -> unknown("scheduler", name, schedulers)));
    Map<String, Object> forSampler = new LinkedHashMap<>();
    Map<String, Object> forScheduler = new LinkedHashMap<>();
    Set<String> known = new TreeSet<>(sampler.arguments());
    scheduler.ifPresent(found -> known.addAll(found.arguments()));
    options.forEach((name, value) -> {
      if (!known.contains(name)) {
        throw new InvalidRequestException(
            String.format(
                "%s has no option \"%s\"%s (it has: %s)",
                algorithm, name, Nearest.hint(name, known), String.join(", ", known)));
      }
      boolean isSamplers = sampler.arguments().contains(name);
      (isSamplers ? forSampler : forScheduler).put(name, value);
    });
    return new Algorithms(
        sampler.create(forSampler),
        scheduler
            .map(found -> scheduler(found, forScheduler, steps))
            .orElseGet(FifoScheduler::new));
  }

  private static Scheduler scheduler(
      Lookup.Found<Scheduler> found, Map<String, Object> given, Optional<Fidelity> steps) {
    Map<String, Object> arguments = new LinkedHashMap<>();
    steps.ifPresent(range -> {
      arguments.put("max_t", range.max());
      arguments.put("grace_period", Math.max(range.min(), range.max() / GRACE_SHARE));
      arguments.put("reduction_factor", REDUCTION);
    });
    arguments.keySet().retainAll(found.arguments());
    arguments.putAll(given);
    return found.create(arguments);
  }

  private static <T> Lookup.Found<T> found(
      Registry<T> registry, String name, Function<String, InvalidRequestException> unknown) {
    return switch (registry.find(name)) {
      case Lookup.Found<T> found -> found;
      case Lookup.NotNative<T> foreign ->
          throw new InvalidRequestException("\"" + foreign.name() + "\" is not built in");
      case Lookup.Unknown<T> nobody -> throw unknown.apply(name);
    };
  }

  private static InvalidRequestException unknown(String what, String name, Set<String> known) {
    return new InvalidRequestException(
        String.format(
            "unknown %s \"%s\"%s (there are: %s)",
            what, name, Nearest.hint(name, known), String.join(", ", known)));
  }

  private static Set<String> joined(Set<String> some, Set<String> others) {
    Set<String> all = new LinkedHashSet<>(some);
    all.addAll(others);
    return all;
  }

  /** Whose names an algorithm is made of. */
  private record Names(String sampler, Optional<String> scheduler) {

    static Names of(String algorithm, boolean hasSteps) {
      int plus = algorithm.indexOf('+');
      boolean isScheduler =
          plus < 0
              && !Samplers.registry().names().contains(algorithm)
              && Schedulers.registry().known().contains(algorithm);
      if (plus < 0
          && hasSteps
          && !isScheduler
          && Schedulers.registry().names().contains(algorithm)) {
        return new Names(algorithm, Optional.of(algorithm));
      }
      if (plus < 0 && !isScheduler) {
        boolean usual = hasSteps && WITH_SCHEDULER.contains(algorithm);
        return new Names(algorithm, usual ? Optional.of(USUAL_SCHEDULER) : Optional.empty());
      }
      String sampler = plus < 0 ? "random" : algorithm.substring(0, plus).strip();
      String scheduler = algorithm.substring(plus + 1).strip();
      if (EXPLOITING.contains(scheduler)) {
        throw new InvalidRequestException(
            scheduler
                + " hands checkpoints from trial to trial, which this protocol cannot say; use it in"
                + " a Ray node");
      }
      return new Names(sampler, Optional.of(scheduler));
    }
  }
}
