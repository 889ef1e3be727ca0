package io.eagleray.cli.past;

import io.eagleray.run.Event;
import io.eagleray.run.RunState;
import io.eagleray.run.RunStatus;
import io.eagleray.spi.RunStore;
import io.eagleray.spi.RunStore.Excerpt;
import java.time.Instant;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * A run as the store tells it.
 *
 * @param status with {@link RunStatus#INTERRUPTED} where no process drives a run that has not ended
 * @param isDriven whether a process drives it now
 * @param lastHeard when its last event happened
 */
public record PastRun(
    String id, RunState state, RunStatus status, boolean isDriven, Instant lastHeard) {

  /** Reads a run, that of one which succeeded without its trials: for a list of many. */
  static PastRun outline(RunStore store, String id) {
    PastRun outline = read(store, id, (run, events) -> store.read(run, Excerpt.STEPS, events));
    return outline.status() == RunStatus.SUCCESS ? outline : read(store, id);
  }

  /** When a run's last event happened. */
  static Instant lastHeard(RunStore store, String id) {
    Instant[] last = {Instant.EPOCH};
    store.read(id, Excerpt.LAST, event -> last[0] = event.at());
    return last[0];
  }

  /** Reads a run; whether it is driven is looked at first, so an end in between is not missed. */
  static PastRun read(RunStore store, String id) {
    return read(store, id, (run, events) -> store.read(run, 0, events));
  }

  private static PastRun read(
      RunStore store, String id, BiConsumer<String, Consumer<Event>> reading) {
    boolean driven = store.isLocked(id);
    RunState state = new RunState();
    Instant[] last = {Instant.EPOCH};
    reading.accept(
        id,
        event -> {
          state.apply(event);
          last[0] = event.at();
        });
    RunStatus recorded = state.status();
    RunStatus status = recorded.isEnded() || driven ? recorded : RunStatus.INTERRUPTED;
    return new PastRun(id, state, status, driven, last[0]);
  }
}
