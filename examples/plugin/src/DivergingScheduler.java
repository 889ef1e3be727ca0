package com.example.plugin;

import io.eagleray.search.history.History;
import io.eagleray.search.registry.Arguments;
import io.eagleray.search.scheduler.Decision;
import io.eagleray.search.scheduler.Judge;
import io.eagleray.search.scheduler.Scheduler;
import io.eagleray.search.scheduler.SchedulerFactory;
import java.util.Set;

/**
 * Stops a trial that is worse than at its first report.
 *
 * @param grace the last step at which that is still all right; default 1
 */
public record DivergingScheduler(long grace) implements Scheduler {
  @Override
  public Judge start(History history, long seed) {
    return new Judge() {
      /** Smaller is better, also where the search maximises; NaN is never good. */
      @Override
      public Decision onReport(int trial, long step, double loss) {
        boolean isFine = loss <= history.curve(trial).loss(0);
        return step <= grace || isFine ? Decision.CONTINUE : Decision.STOP;
      }

      @Override
      public void onRestart(int trial, long fromStep) {}
    };
  }

  /** Answers to {@code scheduler: {type: diverging, grace: 3}}. */
  public static final class Factory implements SchedulerFactory {
    @Override
    public Set<String> names() {
      return Set.of("diverging");
    }

    @Override
    public Set<String> arguments(String name) {
      return Set.of("grace");
    }

    @Override
    public Scheduler create(String name, Arguments arguments) {
      return new DivergingScheduler(arguments.integer("grace", 1));
    }
  }
}
