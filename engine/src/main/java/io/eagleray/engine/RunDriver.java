package io.eagleray.engine;

import io.eagleray.engine.walk.CancellationSource;
import io.eagleray.engine.walk.Failures;
import io.eagleray.engine.walk.GraphWalk;
import io.eagleray.engine.walk.RunJournal;
import io.eagleray.engine.walk.Scope;
import io.eagleray.engine.walk.StepOrder;
import io.eagleray.engine.walk.WalkTools;
import io.eagleray.run.RunEvent;
import io.eagleray.run.RunState;
import io.eagleray.run.RunStatus;
import io.eagleray.run.StepPath;
import io.eagleray.spi.Cancellation;
import io.eagleray.spi.NodeOutcome;
import io.eagleray.spi.RunStoreException;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Drives one run from where its log is to its end.
 *
 * <p>Whatever fails, the run ends, with the cause; only when the log itself cannot be written is it
 * left as it is, and shows as interrupted.
 */
final class RunDriver {
  private final LoadedRun loaded;
  private final RunJournal journal;
  private final RunFiles files;
  private final ScheduledExecutorService timer;

  RunDriver(LoadedRun loaded, RunJournal journal, RunFiles files, ScheduledExecutorService timer) {
    this.loaded = loaded;
    this.journal = journal;
    this.files = files;
    this.timer = timer;
  }

  /**
   * Walks the pipeline.
   *
   * @throws RunStoreException if the log cannot be written
   */
  void drive(WalkTools tools, Cancellation outer) {
    try (CancellationSource cancellation = new CancellationSource(outer);
        CancelWatch watch = CancelWatch.start(files.cancelRequest(), cancellation, timer)) {
      RunEvent.RunEnded end = end(walk(tools, cancellation));
      loaded.close();
      journal.append(end);
    }
  }

  private NodeOutcome walk(WalkTools tools, Cancellation cancellation) {
    try {
      return new GraphWalk(
              tools,
              journal,
              new StepOrder(journal.read(RunState::lastOrder)),
              loaded.plan().pipeline().graph(),
              StepPath.ROOT,
              Scope.of(journal.read(state -> state.created().parameters())),
              cancellation)
          .walk();
    } catch (RunStoreException e) {
      loaded.close();
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      return new NodeOutcome.Failed(Failures.of(e));
    }
  }

  private static RunEvent.RunEnded end(NodeOutcome outcome) {
    return switch (outcome) {
      case NodeOutcome.Success success ->
          new RunEvent.RunEnded(RunStatus.SUCCESS, Optional.empty());
      case NodeOutcome.Failed failed ->
          new RunEvent.RunEnded(RunStatus.FAILED, Optional.of(failed.failure()));
      case NodeOutcome.Cancelled cancelled ->
          new RunEvent.RunEnded(RunStatus.CANCELLED, Optional.empty());
    };
  }
}
