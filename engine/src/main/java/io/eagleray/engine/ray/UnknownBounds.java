package io.eagleray.engine.ray;

import io.eagleray.model.ray.Tune;
import io.eagleray.run.RunEvent;
import io.eagleray.run.TrialState;
import io.eagleray.spi.NodeWalking;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Tells of bounds in {@code stop} of what no trial has reported: they have stopped none. */
final class UnknownBounds {
  private UnknownBounds() {}

  /** Warns once in a run. */
  static void tell(Tune tune, List<TrialState> trials, NodeWalking walking) {
    Set<String> unknown = new TreeSet<>(tune.stop().keySet());
    unknown.remove(Tune.STEP);
    Set<String> reported = new TreeSet<>();
    trials.forEach(trial -> reported.addAll(trial.metrics().fields().keySet()));
    unknown.removeAll(reported);
    if (unknown.isEmpty() || reported.isEmpty()) {
      return;
    }
    // Not each report need hold it: all are read before it is said that none does.
    walking.replay(event -> {
      if (event.body() instanceof RunEvent.TrialReported report
          && report.path().equals(walking.path())) {
        unknown.removeAll(report.metrics().fields().keySet());
      }
    });
    if (!unknown.isEmpty()) {
      walking.warnOnce(
          "stop names "
              + String.join(", ", unknown)
              + ", which no trial reports, so it stops none; they report: "
              + String.join(", ", reported));
    }
  }
}
