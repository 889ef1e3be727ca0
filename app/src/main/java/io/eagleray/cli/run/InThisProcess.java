package io.eagleray.cli.run;

import io.eagleray.engine.Engine;
import io.eagleray.engine.RunListener;
import io.eagleray.engine.RunRequest;
import io.eagleray.engine.store.DriverLocks;
import io.eagleray.run.RunState;
import io.eagleray.spi.Cancellation;
import io.eagleray.spi.RunStore;
import java.util.List;
import java.util.Optional;

/**
 * Drives a whole run in this process.
 *
 * @param holders those who have runs driven by other processes, one after the other
 * @param until the step before which it stops
 */
record InThisProcess(DriverLocks holders, Optional<String> until) implements RunExecutor {

  @Override
  public RunState run(
      Engine engine, RunRequest request, RunListener listener, Cancellation cancellation) {
    return until.isPresent()
        ? engine.runUntil(until.get(), request, listener, cancellation)
        : engine.run(request, listener, cancellation);
  }

  @Override
  public RunState resume(
      Engine engine, String runId, RunListener listener, Cancellation cancellation) {
    try (RunStore.RunLock held = holders.lock(runId)) {
      return until.isPresent()
          ? engine.resumeUntil(until.get(), runId, listener, cancellation)
          : engine.resume(runId, listener, cancellation);
    }
  }

  @Override
  public RunState retry(
      Engine engine,
      String runId,
      List<String> sets,
      Optional<String> from,
      RunListener listener,
      Cancellation cancellation) {
    try (RunStore.RunLock held = holders.lock(runId)) {
      return engine.retry(runId, sets, from, listener, cancellation);
    }
  }
}
