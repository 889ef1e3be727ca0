package io.eagleray.search.scheduler;

import io.eagleray.search.history.History;
import io.eagleray.search.registry.Arguments;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Hyperband (Li et al. 2018), synchronous, with the semantics and argument names of Ray Tune's
 * {@code HyperBandScheduler} and {@code HyperBandForBOHB}. Trials are put into brackets; in each,
 * all run to the same step, are paused there, and when the last has come the best {@code 1/eta} of
 * them go on to {@code eta} times that step. Brackets differ in how many trials they begin with and
 * where they first compare. For the asynchronous kind take {@link AshaScheduler} with several
 * brackets.
 *
 * @param maxT the step at which a trial ends, at least 1; default 81
 * @param reductionFactor eta, above 1; default 3
 * @param stopLastTrials whether trials end at {@code maxT}; default true
 * @param forBohb fill the bracket with the most trials first, and compare only when it is full:
 *     then a model-based sampler has learned something before longer trials begin
 * @param fills whether a bracket is compared only when all its trials have been there; default
 *     false, as in Ray Tune, which knows of trials before they start. Where few run at once a
 *     bracket would else be compared, and halved, with those few
 */
public record HyperBandScheduler(
    long maxT, double reductionFactor, boolean stopLastTrials, boolean forBohb, boolean fills)
    implements Scheduler {

  public HyperBandScheduler {
    if (maxT < 1) {
      throw new InvalidSchedulerException(
          "HyperBandScheduler: max_t must be at least 1, got " + maxT);
    }
    if (!(reductionFactor > 1) || !Double.isFinite(reductionFactor)) {
      throw new InvalidSchedulerException(
          "HyperBandScheduler: reduction_factor must be above 1, got " + reductionFactor);
    }
  }

  /** The same with Ray Tune's view of a full bracket. */
  public HyperBandScheduler(
      long maxT, double reductionFactor, boolean stopLastTrials, boolean forBohb) {
    this(maxT, reductionFactor, stopLastTrials, forBohb, false);
  }

  /** The same that compares a bracket only when all its trials have been there. */
  public HyperBandScheduler filling() {
    return new HyperBandScheduler(maxT, reductionFactor, stopLastTrials, forBohb, true);
  }

  /** Hyperband with Ray Tune's defaults. */
  public HyperBandScheduler() {
    this(81, 3, true, false);
  }

  @Override
  public Judge start(History history, long seed) {
    return new HyperBandJudge(this, history);
  }

  @Override
  public boolean needsCheckpoints() {
    return true;
  }

  @Override
  public OptionalLong lastStep() {
    return stopLastTrials ? OptionalLong.of(maxT) : OptionalLong.empty();
  }

  /** Whether brackets that are not full are not compared. */
  boolean waits() {
    return forBohb || fills;
  }

  /** The number of kinds of brackets. */
  int brackets() {
    return (int) Math.rint(Math.log(maxT) / Math.log(reductionFactor)) + 1;
  }

  /** How many trials a bracket with {@code s} halvings begins with. */
  int trials(int s) {
    return (int) Math.ceil(brackets() / (s + 1.0) * Math.pow(reductionFactor, s));
  }

  /** The step at which it first compares; 0 where the bracket would be too small. */
  long firstStep(int s) {
    return (long) (maxT * Math.pow(reductionFactor, -s));
  }

  /**
   * Answers to {@code hyperband}, {@code HyperBandScheduler}, {@code bohb} and {@code
   * HyperBandForBOHB}.
   */
  public static final class Factory implements SchedulerFactory {
    @Override
    public Set<String> names() {
      return Set.of("hyperband", "HyperBandScheduler", "bohb", "HyperBandForBOHB");
    }

    @Override
    public Set<String> arguments(String name) {
      return Set.of("time_attr", "metric", "mode", "max_t", "reduction_factor", "stop_last_trials");
    }

    @Override
    public Scheduler create(String name, Arguments arguments) {
      HyperBandScheduler defaults = new HyperBandScheduler();
      return new HyperBandScheduler(
          arguments.integer("max_t", defaults.maxT()),
          arguments.number("reduction_factor", defaults.reductionFactor()),
          arguments.truth("stop_last_trials", defaults.stopLastTrials()),
          name.equals("bohb") || name.equals("HyperBandForBOHB"));
    }
  }
}
