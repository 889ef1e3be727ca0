package io.eagleray.search.stopper;

import io.eagleray.search.history.History;
import io.eagleray.search.registry.Arguments;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;

/**
 * Ends the search when the best values that were reported hardly differ any more, with the
 * semantics and argument names of Ray Tune's {@code ExperimentPlateauStopper}: after each report of
 * any trial the best {@code top} of all values so far are looked at.
 *
 * <p>Different from Ray, the reports of a trial that starts again are void, and values that are no
 * number are never among the best.
 *
 * @param std the standard deviation of the best values at or below which they are alike, above 0;
 *     default 0.001
 * @param top how many of the best values are looked at, at least 2; default 10
 * @param patience after how many reports in a row at which they are alike the search ends, at least
 *     0, which is as good as 1; default 0
 */
public record ExperimentPlateauStopper(double std, int top, int patience) implements Stopper {

  public ExperimentPlateauStopper {
    check(std > 0, "std must be above 0, got " + std);
    check(top >= 2, "top must be at least 2, got " + top);
    check(patience >= 0, "patience must be at least 0, got " + patience);
  }

  /** With Ray Tune's defaults. */
  public ExperimentPlateauStopper() {
    this(0.001, 10, 0);
  }

  @Override
  public Watch start(History history, DoubleUnaryOperator loss) {
    return new BestReports(this);
  }

  private static void check(boolean kept, String rule) {
    if (!kept) {
      throw new InvalidStopperException("ExperimentPlateauStopper: " + rule);
    }
  }

  /** Answers to {@code ExperimentPlateauStopper}. */
  public static final class Factory implements StopperFactory {
    @Override
    public Set<String> names() {
      return Set.of("ExperimentPlateauStopper");
    }

    @Override
    public Set<String> arguments(String name) {
      return Set.of("metric", "mode", "std", "top", "patience");
    }

    @Override
    public Stopper create(String name, Arguments arguments) {
      ExperimentPlateauStopper defaults = new ExperimentPlateauStopper();
      return new ExperimentPlateauStopper(
          arguments.number("std", defaults.std()),
          arguments.smallInteger("top", defaults.top()),
          arguments.smallInteger("patience", defaults.patience()));
    }
  }
}
