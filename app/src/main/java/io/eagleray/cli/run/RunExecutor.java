package io.eagleray.cli.run;

import io.eagleray.cli.console.Root;
import io.eagleray.cli.past.HeldRuns;
import io.eagleray.engine.Engine;
import io.eagleray.engine.Executor;
import io.eagleray.engine.RunListener;
import io.eagleray.engine.RunRequest;
import io.eagleray.engine.store.DriverLocks;
import io.eagleray.run.RunState;
import io.eagleray.spi.Cancellation;
import java.util.List;
import java.util.Optional;

/** Takes runs to their end, or to the step before which they are to stop. */
interface RunExecutor {

  /**
   * The one that the config file asks for.
   *
   * @param until the step before which a run stops
   */
  static RunExecutor of(
      Executor executor, Root root, EngineOptions options, Optional<String> until) {
    DriverLocks holders = HeldRuns.locks(root.state());
    return switch (executor) {
      case Executor.Local local -> new InThisProcess(holders, until);
      case Executor.InContainers containers -> new InThisProcess(holders, until);
      case Executor.Mocked mocked -> new InThisProcess(holders, until);
      case Executor.Emulator emulator -> new Emulation(root, options, until);
    };
  }

  /** Runs a pipeline. */
  RunState run(Engine engine, RunRequest request, RunListener listener, Cancellation cancellation);

  /** Goes on with a run that was interrupted or cancelled. */
  RunState resume(Engine engine, String runId, RunListener listener, Cancellation cancellation);

  /**
   * Starts again what failed.
   *
   * @param sets over those that the run had
   * @param from the path of a step that starts again too
   */
  RunState retry(
      Engine engine,
      String runId,
      List<String> sets,
      Optional<String> from,
      RunListener listener,
      Cancellation cancellation);
}
