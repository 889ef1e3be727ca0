package io.eagleray.search.scheduler;

import io.eagleray.search.history.History;
import io.eagleray.search.registry.Arguments;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Population-based bandits, PB2 (Parker-Holder, Nguyen and Roberts, NeurIPS 2020), with the
 * semantics and argument names of Ray Tune's {@code PB2}: as in {@link PopulationBasedTraining} a
 * trial among the worst takes over the checkpoint of one among the best, but how it goes on is not
 * drawn. A Gaussian process, in which what was long ago fades, learns from all looks so far how
 * much a value improves by under which parameters; the trial goes on where its upper confidence
 * bound is highest. Made for populations that are too small for random changes.
 *
 * <p>Numbers that always exist change, each within its bounds and on the scale of its domain; all
 * other parameters are the source's. As in Ray Tune, a source that was looked at only once hands on
 * its configuration unchanged, since nothing is known yet of how it improves.
 *
 * @param interval steps between two looks at a trial, above 0; default 60
 * @param bounds for each parameter that changes the least and the largest value; empty, the
 *     default: all numbers of the space that always exist, within their domains
 * @param quantile the share of the population that counts as best and as worst, in [0, 0.5];
 *     default 0.25
 * @param synchronous whether all wait for the last one at each look; default false
 */
public record PopulationBasedBandits(
    double interval, Map<String, Bounds> bounds, double quantile, boolean synchronous)
    implements Scheduler {

  /** The least and the largest value of a parameter; least below largest. */
  public record Bounds(double least, double largest) {
    public Bounds {
      if (!(least < largest)) {
        throw new InvalidSchedulerException(
            "PB2: the bounds of a parameter must be two numbers, the lower one first, got ["
                + least
                + ", "
                + largest
                + "]");
      }
    }
  }

  public PopulationBasedBandits {
    bounds = Map.copyOf(bounds);
    check(interval > 0, "perturbation_interval must be above 0, got " + interval);
    check(
        quantile >= 0 && quantile <= 0.5,
        "quantile_fraction must lie between 0 and 0.5, got " + quantile);
  }

  /** PB2 with Ray Tune's defaults; all numbers change. */
  public PopulationBasedBandits() {
    this(60, Map.of(), 0.25, false);
  }

  /** The same with another number of steps between two looks. */
  public PopulationBasedBandits withInterval(double steps) {
    return new PopulationBasedBandits(steps, bounds, quantile, synchronous);
  }

  @Override
  public Judge start(History history, long seed) {
    PopulationBasedTraining looks =
        new PopulationBasedTraining(interval, 0, Map.of(), quantile, 0, List.of(1.0), synchronous);
    Bandit bandit = new Bandit(history, Knobs.of(history.space(), bounds));
    return synchronous
        ? new SynchronousPopulation(looks, history, bandit, seed)
        : new AsynchronousPopulation(looks, history, bandit, seed);
  }

  @Override
  public boolean needsCheckpoints() {
    return true;
  }

  private static void check(boolean kept, String rule) {
    if (!kept) {
      throw new InvalidSchedulerException("PB2: " + rule);
    }
  }

  /** Answers to {@code pb2} and {@code PB2}. */
  public static final class Factory implements SchedulerFactory {
    @Override
    public Set<String> names() {
      return Set.of("pb2", "PB2");
    }

    @Override
    public Set<String> arguments(String name) {
      return Set.of(
          "time_attr",
          "metric",
          "mode",
          "perturbation_interval",
          "hyperparam_bounds",
          "quantile_fraction",
          "log_config",
          "require_attrs",
          "synch");
    }

    @Override
    public Scheduler create(String name, Arguments arguments) {
      PopulationBasedBandits defaults = new PopulationBasedBandits();
      return new PopulationBasedBandits(
          arguments.number("perturbation_interval", defaults.interval()),
          Knobs.read(arguments.values()),
          arguments.number("quantile_fraction", defaults.quantile()),
          arguments.truth("synch", defaults.synchronous()));
    }
  }
}
