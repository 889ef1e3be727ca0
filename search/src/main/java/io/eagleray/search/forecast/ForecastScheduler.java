package io.eagleray.search.forecast;

import io.eagleray.search.history.History;
import io.eagleray.search.registry.Arguments;
import io.eagleray.search.scheduler.InvalidSchedulerException;
import io.eagleray.search.scheduler.Judge;
import io.eagleray.search.scheduler.Scheduler;
import io.eagleray.search.scheduler.SchedulerFactory;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Runs the trials of which most is expected at the end, after freeze-thaw Bayesian optimisation
 * (Swersky, Snoek and Adams 2014). At each of a few steps a trial is paused unless nothing promises
 * more for what it still costs: neither another paused trial, which then goes on, nor a new one.
 * The trial expected to beat the best finished one always goes on, so that what is known is soon
 * had.
 *
 * @param fidelity how far trials are run
 * @param resource the steps that all trials may make together, if there is such a bound: near it no
 *     trial is taken up that could not be finished
 * @param workers how many trials run at once, at least 1
 */
public record ForecastScheduler(Fidelity fidelity, OptionalLong resource, int workers)
    implements Scheduler {

  public ForecastScheduler {
    if (workers < 1) {
      throw new InvalidSchedulerException("forecast: workers must be at least 1, got " + workers);
    }
    if (resource.isPresent() && resource.getAsLong() < 1) {
      throw new InvalidSchedulerException(
          "forecast: resource must be at least 1, got " + resource.getAsLong());
    }
  }

  @Override
  public Judge start(History history, long seed) {
    return new ForecastJudge(this, history, seed);
  }

  @Override
  public boolean needsCheckpoints() {
    return true;
  }

  @Override
  public OptionalLong lastStep() {
    return OptionalLong.of(fidelity.max());
  }

  /** Answers to {@code forecast}. */
  public static final class Factory implements SchedulerFactory {
    private static final long MAX_T = 100;

    @Override
    public Set<String> names() {
      return Set.of("forecast");
    }

    @Override
    public Set<String> arguments(String name) {
      return Set.of("time_attr", "metric", "mode", "max_t", "grace_period");
    }

    @Override
    public Scheduler create(String name, Arguments arguments) {
      return new ForecastScheduler(
          new Fidelity(arguments.integer("grace_period", 1), arguments.integer("max_t", MAX_T)),
          OptionalLong.empty(),
          1);
    }
  }
}
