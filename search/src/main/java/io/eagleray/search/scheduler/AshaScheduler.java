package io.eagleray.search.scheduler;

import io.eagleray.search.history.History;
import io.eagleray.search.registry.Arguments;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Asynchronous successive halving (Li et al., MLSys 2020) in the stopping form, with the semantics
 * and the argument names of Ray Tune's {@code ASHAScheduler}.
 *
 * <p>There are rungs at the steps {@code gracePeriod * reductionFactor^k}. The first report of a
 * trial at or after a rung's step is compared with what others had there: the trial stops when it
 * is worse than the best {@code 1/reductionFactor} of them. It is recorded either way. The first
 * one at a rung always goes on, and at {@code maxT} every trial ends.
 *
 * @param maxT the step at which a trial ends, at least 1; default 100
 * @param gracePeriod the step before which no trial stops, in [1, maxT]; default 1
 * @param reductionFactor above 1; default 4
 * @param brackets how many series of rungs trials are spread over, each starting one rung later, at
 *     least 1 and few enough that each has a rung; default 1
 * @param stopLastTrials whether trials end at {@code maxT}; default true
 */
public record AshaScheduler(
    long maxT, long gracePeriod, double reductionFactor, int brackets, boolean stopLastTrials)
    implements Scheduler {

  public AshaScheduler {
    check(maxT >= 1, "max_t must be at least 1, got " + maxT);
    check(gracePeriod >= 1, "grace_period must be at least 1, got " + gracePeriod);
    check(
        gracePeriod <= maxT,
        "grace_period (" + gracePeriod + ") must not be above max_t (" + maxT + ")");
    check(
        reductionFactor > 1 && Double.isFinite(reductionFactor),
        "reduction_factor must be above 1, got " + reductionFactor);
    check(brackets >= 1, "brackets must be at least 1, got " + brackets);
    int most = rungCount(maxT, gracePeriod, reductionFactor);
    check(
        brackets <= most,
        String.format(
            "brackets must be at most %d, since there are that many rungs between grace_period and"
                + " max_t, got %d",
            most, brackets));
  }

  /** ASHA with Ray Tune's defaults. */
  public AshaScheduler() {
    this(100, 1, 4, 1, true);
  }

  /** The same with another last step; the grace period is lowered to it if need be. */
  public AshaScheduler withMaxT(long steps) {
    return new AshaScheduler(
        steps, Math.min(gracePeriod, steps), reductionFactor, brackets, stopLastTrials);
  }

  /** The same with another grace period. */
  public AshaScheduler withGracePeriod(long steps) {
    return new AshaScheduler(maxT, steps, reductionFactor, brackets, stopLastTrials);
  }

  /** The same with another reduction factor. */
  public AshaScheduler withReductionFactor(double factor) {
    return new AshaScheduler(maxT, gracePeriod, factor, brackets, stopLastTrials);
  }

  @Override
  public Judge start(History history, long seed) {
    return new AshaJudge(this, seed);
  }

  @Override
  public OptionalLong lastStep() {
    return stopLastTrials ? OptionalLong.of(maxT) : OptionalLong.empty();
  }

  /** The number of rungs at steps up to {@code maxT}. */
  int rungCount() {
    return rungCount(maxT, gracePeriod, reductionFactor);
  }

  private static int rungCount(long maxT, long gracePeriod, double factor) {
    // The small addition lets log(243)/log(3) be 5.
    return (int) Math.floor(Math.log((double) maxT / gracePeriod) / Math.log(factor) + 1e-9) + 1;
  }

  private static void check(boolean kept, String rule) {
    if (!kept) {
      throw new InvalidSchedulerException("ASHAScheduler: " + rule);
    }
  }

  /** Answers to {@code asha}, {@code ASHAScheduler} and {@code AsyncHyperBandScheduler}. */
  public static final class Factory implements SchedulerFactory {
    @Override
    public Set<String> names() {
      return Set.of("asha", "ASHAScheduler", "AsyncHyperBandScheduler");
    }

    @Override
    public Set<String> arguments(String name) {
      return Set.of(
          "time_attr",
          "metric",
          "mode",
          "max_t",
          "grace_period",
          "reduction_factor",
          "brackets",
          "stop_last_trials");
    }

    @Override
    public Scheduler create(String name, Arguments arguments) {
      AshaScheduler defaults = new AshaScheduler();
      return new AshaScheduler(
          arguments.integer("max_t", defaults.maxT()),
          arguments.integer("grace_period", defaults.gracePeriod()),
          arguments.number("reduction_factor", defaults.reductionFactor()),
          arguments.smallInteger("brackets", defaults.brackets()),
          arguments.truth("stop_last_trials", defaults.stopLastTrials()));
    }
  }
}
