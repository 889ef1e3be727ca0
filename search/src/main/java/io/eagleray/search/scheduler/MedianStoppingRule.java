package io.eagleray.search.scheduler;

import io.eagleray.search.history.History;
import io.eagleray.search.registry.Arguments;
import java.util.Set;

/**
 * The median stopping rule (Golovin et al., Google Vizier, 2017), with the semantics and argument
 * names of Ray Tune's {@code MedianStoppingRule}: a trial stops when its best loss so far is worse
 * than the median, over the other trials that came as far, of their mean losses up to that step.
 *
 * <p>Steps are reports, whatever {@code time_attr} says. A trial never yields its place for want of
 * samples, so Ray's {@code min_time_slice} has no meaning here.
 *
 * @param gracePeriod the step from which on trials are compared, and from which on losses count in
 *     the means; at least 0; default 60
 * @param minSamples how many other trials there must be to compare with, at least 1; default 3
 * @param hardStop whether the trial ends; otherwise it is paused, and goes on, without being
 *     compared again, when no new trial is left to start; default true
 */
public record MedianStoppingRule(double gracePeriod, int minSamples, boolean hardStop)
    implements Scheduler {

  public MedianStoppingRule {
    if (!(gracePeriod >= 0)) {
      throw new InvalidSchedulerException(
          "MedianStoppingRule: grace_period must be at least 0, got " + gracePeriod);
    }
    if (minSamples < 1) {
      throw new InvalidSchedulerException(
          "MedianStoppingRule: min_samples_required must be at least 1, got " + minSamples);
    }
  }

  /** The rule with Ray Tune's defaults. */
  public MedianStoppingRule() {
    this(60, 3, true);
  }

  @Override
  public Judge start(History history, long seed) {
    return new MedianJudge(this, history);
  }

  @Override
  public boolean needsCheckpoints() {
    return !hardStop;
  }

  /** Answers to {@code median} and {@code MedianStoppingRule}. */
  public static final class Factory implements SchedulerFactory {
    @Override
    public Set<String> names() {
      return Set.of("median", "MedianStoppingRule");
    }

    @Override
    public Set<String> arguments(String name) {
      return Set.of(
          "time_attr",
          "metric",
          "mode",
          "grace_period",
          "min_samples_required",
          "min_time_slice",
          "hard_stop");
    }

    @Override
    public Scheduler create(String name, Arguments arguments) {
      MedianStoppingRule defaults = new MedianStoppingRule();
      arguments.number("min_time_slice", 0);
      return new MedianStoppingRule(
          arguments.number("grace_period", defaults.gracePeriod()),
          arguments.smallInteger("min_samples_required", defaults.minSamples()),
          arguments.truth("hard_stop", defaults.hardStop()));
    }
  }
}
