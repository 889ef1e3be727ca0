package io.eagleray.engine.cache;

import io.eagleray.model.Node;
import io.eagleray.model.Task;
import io.eagleray.problem.EnvironmentException;
import io.eagleray.run.Origin;
import io.eagleray.spi.CatalogException;
import io.eagleray.spi.EarlierStep;
import io.eagleray.spi.NodeOutcome;
import io.eagleray.spi.NodeType;
import io.eagleray.spi.NodeWalking;
import io.eagleray.spi.RunStore;
import io.eagleray.spi.RunStoreException;
import io.eagleray.spi.StoreAwayException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What earlier runs have of the steps of this one.
 *
 * <p>Nothing that is wrong with an earlier run fails a step: it runs, as if there had been none.
 *
 * @param types of nodes, by name
 * @param code a hash of the code of each task that counts it, as it was when it was checked
 * @param looks whether steps are taken over at all; if not, they are only kept for later runs
 */
public record EarlierSteps(
    RunStore store,
    Map<String, NodeType> types,
    Map<Task, String> code,
    boolean looks,
    Clock clock) {

  /** A success of an earlier run, whose files are this run's own by now. */
  public record Taken(NodeOutcome.Success success, Origin origin) {}

  /**
   * The key under which a node's success is kept and looked for.
   *
   * @param problems hears why a node that may have one has none
   * @return empty where it is not cached, or where something that counts cannot be told
   */
  public Optional<StepKey> key(Node node, NodeWalking walking, Consumer<String> problems) {
    try {
      Optional<CachedStep> step = step(node, walking);
      if (step.isEmpty()) {
        return Optional.empty();
      }
      if (!walking.catalog().keepsFiles() && hasFiles(step.get())) {
        problems.accept("it gets or puts files, and the catalog keeps none");
        return Optional.empty();
      }
      boolean countsCode = step.get().rule().countsCode();
      if (countsCode && !code.keySet().containsAll(step.get().tasks())) {
        problems.accept("its code was changed while it was checked");
        return Optional.empty();
      }
      return Optional.of(StepKey.of(step.get(), countsCode ? code : Map.of()));
    } catch (NoSuchFilesException | CatalogException | EnvironmentException e) {
      problems.accept(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /** What counts of files, and whether they are still there, is what the catalog knows of them. */
  private static boolean hasFiles(CachedStep step) {
    return step.tasks().stream()
        .map(Task::catalog)
        .anyMatch(files -> !files.get().isEmpty() || !files.put().isEmpty());
  }

  private Optional<CachedStep> step(Node node, NodeWalking walking) {
    return CachedStep.of(node, types, walking);
  }

  /**
   * Takes a success over, with its files; empty where there is none under that key, or not all of
   * it is there any more.
   */
  public Optional<Taken> take(Node node, NodeWalking walking, StepKey key) {
    if (!looks) {
      return Optional.empty();
    }
    return step(node, walking)
        .flatMap(step ->
            earlier(key, walking)
                .filter(earlier -> isYoung(earlier, step))
                .flatMap(earlier -> taken(step, earlier)));
  }

  private Optional<EarlierStep> earlier(StepKey key, NodeWalking walking) {
    try {
      return store.earlier(key.text(), walking.runId());
    } catch (StoreAwayException e) {
      throw e;
    } catch (RunStoreException unreadable) {
      return Optional.empty(); // A store that is broken shows at the next event.
    }
  }

  private boolean isYoung(EarlierStep earlier, CachedStep step) {
    return step.rule()
        .expires()
        .map(age -> earlier.at().plus(age).isAfter(clock.instant()))
        .orElse(true);
  }

  private static Optional<Taken> taken(CachedStep step, EarlierStep earlier) {
    try {
      return new Restoring(step, earlier.end())
          .restore()
          .map(success ->
              new Taken(success, new Origin(earlier.runId(), earlier.end().path().text())));
    } catch (CatalogException notWhole) {
      return Optional.empty();
    }
  }

  /**
   * What of a node is not what its key says any more, so that what it gave is not kept: what was
   * edited in the meantime may have run in either form, and what cannot be told may be anything. Of
   * files that only tasks read nothing is told; a node around others may run for long, and read
   * them at any time.
   *
   * @return empty where all is as it was
   */
  public Optional<String> change(Node node, NodeWalking walking, StepKey key) {
    try {
      return step(node, walking).flatMap(step -> change(step, key));
    } catch (EnvironmentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private Optional<String> change(CachedStep step, StepKey key) {
    if (step.rule().countsCode() && hasOtherCode(step)) {
      return Optional.of("its code was changed while it ran");
    }
    return step.isComposite() && !files(step).equals(Optional.of(key.files()))
        ? Optional.of("a file that counts was changed while it ran")
        : Optional.empty();
  }

  private boolean hasOtherCode(CachedStep step) {
    return step.tasks().stream()
        .anyMatch(task ->
            !step.walking().runner(task).code(task).equals(Optional.ofNullable(code.get(task))));
  }

  private static Optional<Map<String, String>> files(CachedStep step) {
    try {
      return Optional.of(StepKey.files(step));
    } catch (NoSuchFilesException | CatalogException e) {
      return Optional.empty();
    }
  }
}
