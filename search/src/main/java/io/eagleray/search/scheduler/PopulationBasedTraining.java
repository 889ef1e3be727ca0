package io.eagleray.search.scheduler;

import io.eagleray.search.history.History;
import io.eagleray.search.registry.Arguments;
import io.eagleray.search.registry.InvalidArgumentException;
import io.eagleray.search.space.Domain;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Population-based training (Jaderberg et al. 2017), with the semantics and argument names of Ray
 * Tune's {@code PopulationBasedTraining}. Every so many steps a trial among the worst takes over
 * the checkpoint of one among the best, and goes on under a changed configuration.
 *
 * <p>The population is all trials that are alive. Steps are reports, whatever {@code time_attr}
 * says. Changed values are kept inside the search space.
 *
 * @param interval steps between two looks at a trial, above 0; default 60
 * @param burnIn the step before which nothing happens; at least 0; default 0
 * @param mutations the parameters that change, with what they may become; empty: all parameters of
 *     the space, each within its domain
 * @param quantile the share of the population that counts as best and as worst, in [0, 0.5];
 *     default 0.25
 * @param resample the probability of drawing a value afresh instead of changing it a little, in [0,
 *     1]; default 0.25
 * @param factors what numbers are multiplied with otherwise; default 1.2 and 0.8. Listed values go
 *     to a neighbour instead
 * @param synchronous whether all wait for the last one at each look; default false
 */
public record PopulationBasedTraining(
    double interval,
    double burnIn,
    Map<String, Domain> mutations,
    double quantile,
    double resample,
    List<Double> factors,
    boolean synchronous)
    implements Scheduler {

  public PopulationBasedTraining {
    check(interval > 0, "perturbation_interval must be above 0, got " + interval);
    check(burnIn >= 0, "burn_in_period must be at least 0, got " + burnIn);
    check(
        quantile >= 0 && quantile <= 0.5,
        "quantile_fraction must lie between 0 and 0.5, got " + quantile);
    check(
        resample >= 0 && resample <= 1,
        "resample_probability must lie between 0 and 1, got " + resample);
    check(!factors.isEmpty(), "perturbation_factors must not be empty");
    mutations = Map.copyOf(mutations);
    factors = List.copyOf(factors);
  }

  /** Population-based training with Ray Tune's defaults; all parameters change. */
  public PopulationBasedTraining() {
    this(60, 0, Map.of(), 0.25, 0.25, List.of(1.2, 0.8), false);
  }

  /** The same with another number of steps between two looks. */
  public PopulationBasedTraining withInterval(double steps) {
    return new PopulationBasedTraining(
        steps, burnIn, mutations, quantile, resample, factors, synchronous);
  }

  @Override
  public Judge start(History history, long seed) {
    Perturbation perturbation = new Perturbation(this, history.space());
    return synchronous
        ? new SynchronousPopulation(this, history, perturbation, seed)
        : new AsynchronousPopulation(this, history, perturbation, seed);
  }

  @Override
  public boolean needsCheckpoints() {
    return true;
  }

  private static void check(boolean kept, String rule) {
    if (!kept) {
      throw new InvalidSchedulerException("PopulationBasedTraining: " + rule);
    }
  }

  /** Answers to {@code pbt} and {@code PopulationBasedTraining}. */
  public static final class Factory implements SchedulerFactory {
    @Override
    public Set<String> names() {
      return Set.of("pbt", "PopulationBasedTraining");
    }

    @Override
    public Set<String> arguments(String name) {
      return Set.of(
          "time_attr",
          "metric",
          "mode",
          "perturbation_interval",
          "burn_in_period",
          "hyperparam_mutations",
          "quantile_fraction",
          "resample_probability",
          "perturbation_factors",
          "log_config",
          "require_attrs",
          "synch");
    }

    @Override
    public Scheduler create(String name, Arguments arguments) {
      PopulationBasedTraining defaults = new PopulationBasedTraining();
      return new PopulationBasedTraining(
          arguments.number("perturbation_interval", defaults.interval()),
          arguments.number("burn_in_period", defaults.burnIn()),
          Mutations.read(arguments.values()),
          arguments.number("quantile_fraction", defaults.quantile()),
          arguments.number("resample_probability", defaults.resample()),
          factors(arguments.values().getOrDefault("perturbation_factors", defaults.factors())),
          arguments.truth("synch", defaults.synchronous()));
    }

    private static List<Double> factors(Object given) {
      if (given instanceof List<?> list
          && list.stream().allMatch(factor -> factor instanceof Number)) {
        List<Double> factors = new ArrayList<>();
        list.forEach(factor -> factors.add(((Number) factor).doubleValue()));
        return factors;
      }
      throw new InvalidArgumentException(
          "perturbation_factors", "perturbation_factors must be a list of numbers, got " + given);
    }
  }
}
