package io.eagleray.search.scheduler;

import io.eagleray.search.history.History;
import io.eagleray.search.registry.Arguments;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Asynchronous successive halving as in the paper (Li et al., MLSys 2020, algorithm 2): each trial
 * is paused when it comes to a rung, one of the steps {@code gracePeriod * reductionFactor^k}. A
 * free place goes to the best trial that is among the best {@code 1/reductionFactor} of all that
 * came to its rung and waits there, the highest rung first; where there is none, to a new trial.
 *
 * <p>Compared with {@link AshaScheduler}, which never takes a trial up again, none of the first
 * trials goes far only because nobody was there to compare it with, and a trial that was merely
 * overtaken can still go on. The price is a checkpoint at each rung. Without new trials the search
 * ends when nobody is left to promote, however far the best has come: to reach {@code maxT} takes
 * about as many trials as {@code maxT / gracePeriod}. Those that still wait then end where they
 * are.
 *
 * @param maxT the step at which a trial ends, at least 1; default 100
 * @param gracePeriod the step of the first rung, in [1, maxT]; default 1
 * @param reductionFactor above 1; default 4
 */
public record AshaPromotionScheduler(long maxT, long gracePeriod, double reductionFactor)
    implements Scheduler {

  public AshaPromotionScheduler {
    check(maxT >= 1, "max_t must be at least 1, got " + maxT);
    check(
        gracePeriod >= 1 && gracePeriod <= maxT,
        "grace_period must lie between 1 and max_t (" + maxT + "), got " + gracePeriod);
    check(
        reductionFactor > 1 && Double.isFinite(reductionFactor),
        "reduction_factor must be above 1, got " + reductionFactor);
  }

  /** With the defaults of {@link AshaScheduler}. */
  public AshaPromotionScheduler() {
    this(100, 1, 4);
  }

  /** The same with another last step; the grace period is lowered to it if need be. */
  public AshaPromotionScheduler withMaxT(long steps) {
    return new AshaPromotionScheduler(steps, Math.min(gracePeriod, steps), reductionFactor);
  }

  @Override
  public Judge start(History history, long seed) {
    return new AshaPromotionJudge(this);
  }

  @Override
  public boolean needsCheckpoints() {
    return true;
  }

  @Override
  public OptionalLong lastStep() {
    return OptionalLong.of(maxT);
  }

  private static void check(boolean kept, String rule) {
    if (!kept) {
      throw new InvalidSchedulerException("AshaPromotionScheduler: " + rule);
    }
  }

  /** Answers to {@code asha_promotion} and {@code AshaPromotionScheduler}. */
  public static final class Factory implements SchedulerFactory {
    @Override
    public Set<String> names() {
      return Set.of("asha_promotion", "AshaPromotionScheduler");
    }

    @Override
    public Set<String> arguments(String name) {
      return Set.of("time_attr", "metric", "mode", "max_t", "grace_period", "reduction_factor");
    }

    @Override
    public Scheduler create(String name, Arguments arguments) {
      AshaPromotionScheduler defaults = new AshaPromotionScheduler();
      return new AshaPromotionScheduler(
          arguments.integer("max_t", defaults.maxT()),
          arguments.integer("grace_period", defaults.gracePeriod()),
          arguments.number("reduction_factor", defaults.reductionFactor()));
    }
  }
}
