package io.eagleray.search.stopper;

import io.eagleray.search.history.History;
import io.eagleray.search.registry.Arguments;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;

/**
 * Ends the search when no improvement is to be expected: so many trials in a row have ended, and
 * none was better than the best before them by more than a tolerance. The rule is that of Optuna's
 * {@code BestValueStagnationEvaluator}, with its default of 30 trials; the tolerance is added.
 *
 * <p>The best is that of {@code Study.best()}: a trial that came further than all before it is an
 * improvement whatever its value, and one that came less far is none. Failed trials, and ones
 * without a finite value, do not count. Constraints do: an infeasible trial is no improvement.
 *
 * @param patience how many ended trials without an improvement end the search, at least 1; default
 *     30
 * @param tolerance by how much a value must be better to be an improvement, at least 0; default 0
 */
public record NoImprovementStopper(int patience, double tolerance) implements Stopper {

  public NoImprovementStopper {
    if (patience < 1) {
      throw new InvalidStopperException(
          "NoImprovementStopper: patience must be at least 1, got " + patience);
    }
    if (!(tolerance >= 0)) {
      throw new InvalidStopperException(
          "NoImprovementStopper: tolerance must be at least 0, got " + tolerance);
    }
  }

  /** After 30 trials that were not better at all. */
  public NoImprovementStopper() {
    this(30, 0);
  }

  @Override
  public Watch start(History history, DoubleUnaryOperator loss) {
    return new Stagnation(this, history);
  }

  /** Answers to {@code NoImprovementStopper}. */
  public static final class Factory implements StopperFactory {
    @Override
    public Set<String> names() {
      return Set.of("NoImprovementStopper");
    }

    @Override
    public Set<String> arguments(String name) {
      return Set.of("metric", "mode", "patience", "tolerance");
    }

    @Override
    public Stopper create(String name, Arguments arguments) {
      NoImprovementStopper defaults = new NoImprovementStopper();
      return new NoImprovementStopper(
          arguments.smallInteger("patience", defaults.patience()),
          arguments.number("tolerance", defaults.tolerance()));
    }
  }
}
