package io.eagleray.search.stopper;

import io.eagleray.search.history.History;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * Several stoppers, any of which will do (Ray Tune's {@code CombinedStopper}).
 *
 * @param stoppers none: nothing is stopped
 */
public record CombinedStopper(List<Stopper> stoppers) implements Stopper {

  public CombinedStopper {
    stoppers = List.copyOf(stoppers);
  }

  @Override
  public Watch start(History history, DoubleUnaryOperator loss) {
    List<Watch> watches = stoppers.stream().map(stopper -> stopper.start(history, loss)).toList();
    return new Watch() {
      @Override
      public boolean onReport(int trial, long step, double last) {
        boolean enough = false;
        for (Watch watch : watches) {
          enough |= watch.onReport(trial, step, last);
        }
        return enough;
      }

      @Override
      public void onRestart(int trial, long fromStep) {
        watches.forEach(watch -> watch.onRestart(trial, fromStep));
      }

      @Override
      public void onEnd(int trial) {
        watches.forEach(watch -> watch.onEnd(trial));
      }

      @Override
      public boolean isOver() {
        return watches.stream().anyMatch(Watch::isOver);
      }
    };
  }
}
