package io.eagleray.engine;

import io.eagleray.engine.ray.UnkeptObjects;
import io.eagleray.engine.walk.CancellationSource;
import io.eagleray.engine.walk.Failures;
import io.eagleray.engine.walk.GraphWalk;
import io.eagleray.engine.walk.RunJournal;
import io.eagleray.engine.walk.Scope;
import io.eagleray.engine.walk.StepOrder;
import io.eagleray.engine.walk.WalkTools;
import io.eagleray.run.Failure;
import io.eagleray.run.RunEvent;
import io.eagleray.run.RunState;
import io.eagleray.run.RunStatus;
import io.eagleray.run.StepPath;
import io.eagleray.spi.Cancellation;
import io.eagleray.spi.Catalog;
import io.eagleray.spi.CatalogException;
import io.eagleray.spi.NodeOutcome;
import io.eagleray.spi.RunStoreException;
import io.eagleray.spi.StoreAwayException;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Drives one run from where its log is to its end.
 *
 * <p>Whatever fails, the run ends, with the cause. When the log's store stays away, that end is
 * told though the log does not have it: from the log the run shows as interrupted, and is resumed.
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
   * Walks the pipeline, as far as the course goes. A run that does not end there can go on.
   *
   * @throws RunStoreException if the log cannot be written, for another reason than that its store
   *     stayed away
   */
  void drive(WalkTools tools, Course course, Cancellation outer) {
    try (CancellationSource cancellation = new CancellationSource(outer);
        CancelWatch watch = CancelWatch.start(files.cancelRequest(), cancellation, timer)) {
      Optional<RunEvent.RunEnded> end = walk(tools, course, cancellation).map(RunDriver::end);
      journal.flush(); // To end the workers takes its time, in which nothing may be lost.
      loaded.end().forEach(why -> journal.defer(new RunEvent.Warned(why)));
      if (end.isPresent()) {
        tidyUp(tools.catalog());
      }
      end.ifPresentOrElse(journal::append, journal::flush);
    } catch (StoreAwayException e) {
      Failure failure = Failure.of(Failure.UNRECORDED, String.valueOf(e.getMessage()));
      journal.endUnrecorded(new RunEvent.RunEnded(RunStatus.FAILED, Optional.of(failure)));
    }
  }

  private void tidyUp(Catalog catalog) {
    try {
      journal.read(state -> {
        UnkeptObjects.discard(state, catalog);
        return true;
      });
    } catch (CatalogException e) {
      journal.defer(new RunEvent.Warned("objects that are of no use stay: " + e.getMessage()));
    }
  }

  private Optional<NodeOutcome> walk(WalkTools tools, Course course, Cancellation cancellation) {
    try {
      GraphWalk walk =
          new GraphWalk(
              tools,
              journal,
              new StepOrder(journal.read(RunState::lastOrder)),
              loaded.plan().pipeline().graph(),
              StepPath.ROOT,
              Scope.of(journal.read(state -> state.created().parameters())),
              cancellation);
      return switch (course) {
        case Course.ToTheEnd all -> Optional.of(walk.walk());
        case Course.Begun begun -> Optional.empty();
        case Course.Until until -> walk.walkTo(until.step());
        case Course.OneStep one -> ifCancelled(Optional.of(walk.walkOnly(one.step())));
        case Course.OnePhase one -> ifCancelled(walk.walkOnly(one.step(), one.phase()));
      };
    } catch (RunStoreException e) {
      loaded.close();
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      return Optional.of(new NodeOutcome.Failed(Failures.of(e)));
    }
  }

  /** How a step ended is what the rest of the walk goes by; a cancelled one cancels the run. */
  private static Optional<NodeOutcome> ifCancelled(Optional<NodeOutcome> outcome) {
    return outcome.filter(NodeOutcome.Cancelled.class::isInstance);
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
