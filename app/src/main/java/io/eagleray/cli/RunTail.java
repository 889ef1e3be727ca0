package io.eagleray.cli;

import io.eagleray.engine.RunListener;
import io.eagleray.run.RunState;
import io.eagleray.run.StepPath;
import io.eagleray.run.StepState;
import io.eagleray.spi.RunStore;
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
