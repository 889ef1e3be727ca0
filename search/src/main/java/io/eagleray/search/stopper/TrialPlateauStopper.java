package io.eagleray.search.stopper;

import io.eagleray.search.history.Curve;
import io.eagleray.search.history.History;
import io.eagleray.search.registry.Arguments;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;

/**
 * Ends a trial whose last values hardly differ any more, with the semantics and argument names of
 * Ray Tune's {@code TrialPlateauStopper}.
 *
 * @param std the standard deviation of the last values below which a trial ends, at least 0;
 *     default 0.01
 * @param results how many last values are looked at, at least 1; default 4
 * @param gracePeriod the number of reports before which no trial ends, at least 0; default 4
 * @param metricThreshold a value that the last report must have reached for the trial to end, in
 *     the objective's direction; empty, the default: any will do
 */
public record TrialPlateauStopper(
    double std, int results, long gracePeriod, OptionalDouble metricThreshold) implements Stopper {

  public TrialPlateauStopper {
    check(std >= 0, "std must be at least 0, got " + std);
    check(results >= 1, "num_results must be at least 1, got " + results);
    check(gracePeriod >= 0, "grace_period must be at least 0, got " + gracePeriod);
    check(!Double.isNaN(metricThreshold.orElse(0)), "metric_threshold must be a number, got NaN");
  }

  /** With Ray Tune's defaults. */
  public TrialPlateauStopper() {
    this(0.01, 4, 4, OptionalDouble.empty());
  }

  @Override
  public Watch start(History history, DoubleUnaryOperator loss) {
    double worst =
        metricThreshold.isPresent()
            ? loss.applyAsDouble(metricThreshold.getAsDouble())
            : Double.POSITIVE_INFINITY;
    return (trial, step, last) -> {
      Curve curve = history.curve(trial);
      return curve.size() >= Math.max(gracePeriod, results)
          && last <= worst
          && Spread.of(lastLosses(curve)) < std;
    };
  }

  private double[] lastLosses(Curve curve) {
    double[] losses = new double[results];
    for (int i = 0; i < results; i++) {
      losses[i] = curve.loss(curve.size() - results + i);
    }
    return losses;
  }

  private static void check(boolean kept, String rule) {
    if (!kept) {
      throw new InvalidStopperException("TrialPlateauStopper: " + rule);
    }
  }

  /** Answers to {@code TrialPlateauStopper}. */
  public static final class Factory implements StopperFactory {
    @Override
    public Set<String> names() {
      return Set.of("TrialPlateauStopper");
    }

    @Override
    public Set<String> arguments(String name) {
      return Set.of("metric", "mode", "std", "num_results", "grace_period", "metric_threshold");
    }

    @Override
    public Stopper create(String name, Arguments arguments) {
      TrialPlateauStopper defaults = new TrialPlateauStopper();
      double threshold = arguments.number("metric_threshold", Double.NaN);
      return new TrialPlateauStopper(
          arguments.number("std", defaults.std()),
          arguments.smallInteger("num_results", defaults.results()),
          arguments.integer("grace_period", defaults.gracePeriod()),
          arguments.values().containsKey("metric_threshold")
              ? OptionalDouble.of(threshold)
              : OptionalDouble.empty());
    }
  }
}
