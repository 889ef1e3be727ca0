package io.eagleray.search.stopper;

import io.eagleray.search.history.History;
import io.eagleray.search.registry.Arguments;
import io.eagleray.search.registry.InvalidArgumentException;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;

/**
 * Ends each trial after so many reports (Ray Tune's {@code MaximumIterationStopper}).
 *
 * @param reports at least 1
 */
public record MaximumIterationStopper(long reports) implements Stopper {

  public MaximumIterationStopper {
    if (reports < 1) {
      throw new InvalidStopperException(
          "MaximumIterationStopper: max_iter must be at least 1, got " + reports);
    }
  }

  @Override
  public Watch start(History history, DoubleUnaryOperator loss) {
    return (trial, step, last) -> history.curve(trial).size() >= reports;
  }

  /** Answers to {@code MaximumIterationStopper}. */
  public static final class Factory implements StopperFactory {
    @Override
    public Set<String> names() {
      return Set.of("MaximumIterationStopper");
    }

    @Override
    public Set<String> arguments(String name) {
      return Set.of("max_iter");
    }

    @Override
    public Stopper create(String name, Arguments arguments) {
      return new MaximumIterationStopper(
          arguments
              .integer("max_iter")
              .orElseThrow(() ->
                  new InvalidArgumentException(
                      "max_iter", "MaximumIterationStopper needs max_iter, a number of reports")));
    }
  }
}
