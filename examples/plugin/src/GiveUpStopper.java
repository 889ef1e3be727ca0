package com.example.plugin;

import io.eagleray.search.history.History;
import io.eagleray.search.history.TrialState;
import io.eagleray.search.registry.Arguments;
import io.eagleray.search.registry.InvalidArgumentException;
import io.eagleray.search.stopper.Stopper;
import io.eagleray.search.stopper.StopperFactory;
import io.eagleray.search.stopper.Watch;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * Ends the search when so many trials in a row have failed.
 *
 * @param failures at least 1; default 3
 */
public record GiveUpStopper(int failures) implements Stopper {
  public GiveUpStopper {
    if (failures < 1) {
      throw new InvalidArgumentException(
          "failures", "give_up: failures must be at least 1, got " + failures);
    }
  }

  @Override
  public Watch start(History history, DoubleUnaryOperator loss) {
    return new Watch() {
      @Override
      public boolean onReport(int trial, long step, double last) {
        return false; // No trial has done enough by itself.
      }

      @Override
      public boolean isOver() {
        int ended = history.endings();
        return ended >= failures
            && IntStream.range(ended - failures, ended)
                .allMatch(place -> history.state(history.ending(place)) == TrialState.FAILED);
      }
    };
  }

  /** Answers to {@code stop: {type: give_up, failures: 5}}. */
  public static final class Factory implements StopperFactory {
    @Override
    public Set<String> names() {
      return Set.of("give_up");
    }

    @Override
    public Set<String> arguments(String name) {
      return Set.of("failures");
    }

    @Override
    public Stopper create(String name, Arguments arguments) {
      return new GiveUpStopper(arguments.smallInteger("failures", 3));
    }
  }
}
