package io.eagleray.search.scheduler;

import io.eagleray.search.history.History;
import io.eagleray.search.registry.Arguments;
import java.util.Set;

/** Ends no trial early (Ray Tune's {@code FIFOScheduler}). */
public record FifoScheduler() implements Scheduler {

  @Override
  public Judge start(History history, long seed) {
    return new Judge() {
      @Override
      public Decision onReport(int trial, long step, double loss) {
        return Decision.CONTINUE;
      }

      @Override
      public void onRestart(int trial, long fromStep) {}
    };
  }

  /** Answers to {@code fifo} and {@code FIFOScheduler}. */
  public static final class Factory implements SchedulerFactory {
    @Override
    public Set<String> names() {
      return Set.of("fifo", "FIFOScheduler");
    }

    @Override
    public Set<String> arguments(String name) {
      return Set.of("metric", "mode");
    }

    @Override
    public Scheduler create(String name, Arguments arguments) {
      return new FifoScheduler();
    }
  }
}
