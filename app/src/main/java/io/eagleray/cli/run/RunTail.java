package io.eagleray.cli.run;

import io.eagleray.engine.RunListener;
import io.eagleray.run.Event;
import io.eagleray.run.Failure;
import io.eagleray.run.RunEvent;
import io.eagleray.run.RunState;
import io.eagleray.run.RunStatus;
import io.eagleray.run.StepPath;
import io.eagleray.run.StepState;
import io.eagleray.spi.RunStore;
import io.eagleray.spi.StoreAwayException;
import java.time.Clock;
import java.util.Optional;

/** Tells what other processes add to a run's log. */
final class RunTail {
  private final RunStore store;
  private final String runId;
  private final RunListener listener;
  private final RunState state = new RunState();
  private long seen;

  /** Begins behind what is there. */
  RunTail(RunStore store, String runId, RunListener listener) {
    this.store = store;
    this.runId = runId;
    this.listener = listener;
    this.seen = store.read(runId, 0, state::apply);
  }

  /** Tells what is new. */
  void read() {
    seen =
        store.read(
            runId,
            seen,
            event -> {
              state.apply(event);
              listener.on(event, state);
            });
  }

  /**
   * Tells of an end that the log does not have, for its store stayed away: from the log the run
   * shows as interrupted, and is resumed.
   */
  RunState endUnrecorded(StoreAwayException away, Clock clock) {
    Failure failure = Failure.of(Failure.UNRECORDED, String.valueOf(away.getMessage()));
    RunEvent.RunEnded end = new RunEvent.RunEnded(RunStatus.FAILED, Optional.of(failure));
    Event event = new Event("emulator", 0, state.epoch(), clock.instant(), end);
    state.apply(event);
    listener.on(event, state);
    return state;
  }

  /** Whether some process drives the run now. */
  boolean isDriven() {
    return store.isLocked(runId);
  }

  /** The run as far as it was read. */
  RunState state() {
    return state;
  }

  /** A step of the pipeline's own graph, as far as it was read. */
  Optional<StepState> step(String name) {
    return state.step(StepPath.ROOT.child(name));
  }
}
