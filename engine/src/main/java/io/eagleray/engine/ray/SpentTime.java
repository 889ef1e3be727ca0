package io.eagleray.engine.ray;

import io.eagleray.run.Event;
import io.eagleray.run.RunEvent;
import io.eagleray.run.StepPath;
import io.eagleray.run.StepStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How much of its {@code time_budget} a study has used, by the run's log.
 *
 * <p>Each driver's share lasts from its first event of a trial to the last one that shows it alive;
 * the pause between two drivers does not count, and what a killed driver did after its last event
 * is not known. A study that failed, or is started again by a retry, begins a new budget; one that
 * was cancelled or cut off goes on with what is left of it.
 */
final class SpentTime {
  private final StepPath path;
  private Duration settled = Duration.ZERO;
  private Optional<Instant> from = Optional.empty();
  private Instant to = Instant.MIN;
  private int epoch;

  SpentTime(StepPath path) {
    this.path = path;
  }

  /** The time that a study has used when all of these events, in the log's order, have happened. */
  static Duration of(List<Event> events, StepPath path) {
    SpentTime spent = new SpentTime(path);
    events.forEach(spent::take);
    return spent.total();
  }

  /** Takes the next event of the log in. */
  void take(Event event) {
    if (event.epoch() != epoch) {
      settle();
      epoch = event.epoch();
    }
    boolean own = event.body() instanceof RunEvent.OfStep ofStep && ofStep.path().equals(path);
    if (own && event.body() instanceof RunEvent.OfTrial && from.isEmpty()) {
      from = Optional.of(event.at());
      to = event.at();
    }
    if (event.at().isAfter(to)) { // A clock may be set back.
      to = event.at();
    }
    if (own) {
      closeWith(event.body());
    }
  }

  private void closeWith(RunEvent body) {
    boolean ended = body instanceof RunEvent.StepEnded;
    if (ended || body instanceof RunEvent.PhaseEnded) {
      settle();
    }
    boolean goesOn = body instanceof RunEvent.StepEnded end && end.status() == StepStatus.CANCELLED;
    if (ended && !goesOn || body instanceof RunEvent.StepReset) {
      settled = Duration.ZERO;
    }
  }

  private void settle() {
    settled = total();
    from = Optional.empty();
  }

  Duration total() {
    return from.map(start -> settled.plus(Duration.between(start, to))).orElse(settled);
  }
}
