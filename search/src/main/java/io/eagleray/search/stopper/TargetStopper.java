package io.eagleray.search.stopper;

import io.eagleray.search.history.History;
import io.eagleray.search.registry.Arguments;
import io.eagleray.search.registry.InvalidArgumentException;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;

/**
 * Ends the search when a trial's value is as good as a target, or better: reported on the way, in
 * which case the trial has done enough, or at its end. Under constraints only a feasible trial
 * reaches it, and so at its end.
 *
 * @param value the target, in the objective's own direction; finite
 */
public record TargetStopper(double value) implements Stopper {

  public TargetStopper {
    if (!Double.isFinite(value)) {
      throw new InvalidStopperException("TargetStopper: value must be finite, got " + value);
    }
  }

  @Override
  public Watch start(History history, DoubleUnaryOperator loss) {
    double target = loss.applyAsDouble(value);
    return new Watch() {
      private boolean reached;

      @Override
      public boolean onReport(int trial, long step, double last) {
        boolean enough = last <= target && history.constraints() == 0;
        reached |= enough;
        return enough;
      }

      @Override
      public void onEnd(int trial) {
        reached |= history.loss(trial) <= target && history.violation(trial) == 0;
      }

      @Override
      public boolean isOver() {
        return reached;
      }
    };
  }

  /** Answers to {@code TargetStopper}. */
  public static final class Factory implements StopperFactory {
    @Override
    public Set<String> names() {
      return Set.of("TargetStopper");
    }

    @Override
    public Set<String> arguments(String name) {
      return Set.of("metric", "mode", "value");
    }

    @Override
    public Stopper create(String name, Arguments arguments) {
      if (!arguments.values().containsKey("value")) {
        throw new InvalidArgumentException("value", "TargetStopper needs value, a number");
      }
      return new TargetStopper(arguments.number("value", Double.NaN));
    }
  }
}
