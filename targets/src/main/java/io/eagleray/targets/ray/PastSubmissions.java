package io.eagleray.targets.ray;

import io.eagleray.run.RunEvent;
import io.eagleray.spi.NodeWalking;

/**
 * What the run's log has of a step's submissions, over all its attempts.
 *
 * @param count how many there were
 * @param eventsOfLast how many events of trials the latest one has told so far
 */
record PastSubmissions(int count, long eventsOfLast) {
  private static final PastSubmissions NONE = new PastSubmissions(0, 0);

  static PastSubmissions of(NodeWalking walking) {
    PastSubmissions[] fold = {NONE};
    walking.replay(event -> {
      if (event.body() instanceof RunEvent.OfStep step && step.path().equals(walking.path())) {
        fold[0] = fold[0].and(step);
      }
    });
    return fold[0];
  }

  private PastSubmissions and(RunEvent.OfStep event) {
    return switch (event) {
      case RunEvent.PhaseEnded phase when phase.phase().equals(JobExecution.FAN_OUT) ->
          new PastSubmissions(count + 1, 0);
      case RunEvent.OfTrial trial -> new PastSubmissions(count, eventsOfLast + 1);
      default -> this;
    };
  }
}
