package io.eagleray.search.stopper;

import io.eagleray.search.history.History;
import io.eagleray.search.registry.Arguments;
import io.eagleray.search.registry.InvalidArgumentException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;

/**
 * Ends the search after some time, counted from the study's first event (Ray Tune's {@code
 * TimeoutStopper}). Trials that run then end with their next report.
 *
 * <p>Time is no event: with this stopper, when a search ends is not a function of what happened in
 * it. A study that goes on from a journal has the whole time again.
 *
 * @param timeout above 0
 * @param clock says what time it is
 */
public record TimeoutStopper(Duration timeout, InstantSource clock) implements Stopper {
  private static final double NANOS = 1e9;

  public TimeoutStopper {
    if (!timeout.isPositive()) {
      throw new InvalidStopperException("TimeoutStopper: timeout must be above 0, got " + timeout);
    }
  }

  /** By the system's clock. */
  public TimeoutStopper(Duration timeout) {
    this(timeout, InstantSource.system());
  }

  @Override
  public Watch start(History history, DoubleUnaryOperator loss) {
    return new Watch() {
      private Optional<Instant> end = Optional.empty();

      @Override
      public boolean onReport(int trial, long step, double last) {
        return false;
      }

      @Override
      public boolean isOver() {
        Instant now = clock.instant();
        if (end.isEmpty()) {
          end = Optional.of(now.plus(timeout));
        }
        return !now.isBefore(end.get());
      }
    };
  }

  /** Answers to {@code TimeoutStopper}. */
  public static final class Factory implements StopperFactory {
    @Override
    public Set<String> names() {
      return Set.of("TimeoutStopper");
    }

    @Override
    public Set<String> arguments(String name) {
      return Set.of("timeout");
    }

    @Override
    public Stopper create(String name, Arguments arguments) {
      double seconds = arguments.number("timeout", Double.NaN);
      if (!(seconds > 0 && seconds <= Long.MAX_VALUE / NANOS)) {
        throw new InvalidArgumentException(
            "timeout", "TimeoutStopper needs timeout, a number of seconds above 0");
      }
      return new TimeoutStopper(Duration.ofNanos((long) Math.ceil(seconds * NANOS)));
    }
  }
}
