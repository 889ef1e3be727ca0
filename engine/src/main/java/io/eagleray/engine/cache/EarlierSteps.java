package io.eagleray.engine.cache;

import io.eagleray.model.Node;
import io.eagleray.model.Task;
import io.eagleray.run.Origin;
import io.eagleray.spi.CatalogException;
import io.eagleray.spi.EarlierStep;
import io.eagleray.spi.NodeOutcome;
import io.eagleray.spi.NodeType;
import io.eagleray.spi.NodeWalking;
import io.eagleray.spi.RunStore;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What earlier runs have of the steps of this one.
 *
 * <p>Nothing that is wrong with an earlier run fails a step: it runs, as if there had been none.
 *
 * @param code a hash of the code of each task that counts it, as it was when it was checked
 * @param looks whether steps are taken over at all; if not, they are only kept for later runs
 */
public record EarlierSteps(RunStore store, Map<Task, String> code, boolean looks, Clock clock) {

  /** A success of an earlier run, whose files are this run's own by now. */
  public record Taken(NodeOutcome.Success success, Origin origin) {}

  /**
   * The key under which a node's success is kept and looked for.
   *
   * @param problems hears why a node that may have one has none
   * @return empty where it is not cached, or where something that counts cannot be told
   */
  public Optional<String> key(
      Node node, NodeType type, NodeWalking walking, Consumer<String> problems) {
    Optional<CachedStep> step = CachedStep.of(node, type, walking);
    if (step.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> known = Optional.ofNullable(code.get(step.get().task()));
    if (step.get().rule().countsCode() && known.isEmpty()) {
      problems.accept("its code was changed while it was checked");
      return Optional.empty();
    }
    try {
      return Optional.of(StepKey.of(step.get(), known));
    } catch (NoSuchFilesException | CatalogException e) {
      problems.accept(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /**
   * Takes a success over, with its files; empty where there is none under that key, or not all of
   * it is there any more.
   */
  public Optional<Taken> take(Node node, NodeType type, NodeWalking walking, String key) {
    if (!looks) {
      return Optional.empty();
    }
    return CachedStep.of(node, type, walking)
        .flatMap(step ->
            store
                .earlier(key, walking.runId())
                .filter(earlier -> isYoung(earlier, step))
                .flatMap(earlier -> taken(step, earlier)));
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
   * Whether a node's code is still what its key says, so that what it gave may be kept: what was
   * edited in the meantime may have run in either form.
   */
  public boolean isUnchanged(Node node, NodeType type, NodeWalking walking) {
    return CachedStep.of(node, type, walking)
        .filter(step -> step.rule().countsCode())
        .map(step ->
            walking
                .runner(step.task())
                .code(step.task())
                .equals(Optional.ofNullable(code.get(step.task()))))
        .orElse(true);
  }
}
