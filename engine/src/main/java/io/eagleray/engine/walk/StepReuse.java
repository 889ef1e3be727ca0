package io.eagleray.engine.walk;

import io.eagleray.engine.cache.EarlierSteps;
import io.eagleray.engine.cache.StepKey;
import io.eagleray.model.Node;
import io.eagleray.run.RunEvent;
import io.eagleray.run.StepStatus;
import io.eagleray.spi.NodeOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Takes one step from an earlier run where one did the same, and keeps it for later ones. */
final class StepReuse {
  private final EarlierSteps earlier;
  private final RunJournal journal;
  private final Node node;
  private final boolean isComposite;

  StepReuse(WalkTools tools, RunJournal journal, Node node) {
    this.earlier = tools.earlier();
    this.journal = journal;
    this.node = node;
    this.isComposite = !tools.type(node).graphs(node).isEmpty();
  }

  /** What decides what the step gives; where that cannot be told, the run's log says why. */
  Optional<StepKey> key(AttemptWalking walking) {
    return earlier.key(node, walking, why -> warn(walking, why));
  }

  private void warn(AttemptWalking walking, String why) {
    journal.append(
        new RunEvent.Warned(
            node.settings().cache().orElseThrow().at()
                + "  step \""
                + walking.path()
                + "\" is neither taken from an earlier run nor kept for later ones: "
                + why));
  }

  /** Takes the step over and records that; empty where it has to run. */
  Optional<NodeOutcome> take(StepKey key, AttemptWalking walking, StepOrder order) {
    Optional<EarlierSteps.Taken> found = earlier.take(node, walking, key);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    EarlierSteps.Taken taken = found.get();
    log(taken, walking.log());
    // In one: a driver that dies between these would leave an attempt to go on with.
    journal.append(
        List.of(
            new RunEvent.StepStarted(walking.path(), node.type(), walking.attempt(), order.next()),
            new RunEvent.StepReused(walking.path(), walking.attempt(), taken.origin()),
            new RunEvent.StepEnded(
                walking.path(),
                walking.attempt(),
                StepStatus.SUCCESS,
                taken.success().outputs(),
                taken.success().files(),
                Optional.empty(),
                false)));
    return Optional.of(taken.success());
  }

  /** Whoever looks for what the step printed is told where that is. */
  private void log(EarlierSteps.Taken taken, Path file) {
    String line =
        (isComposite
                ? "taken with all inside from step %s of run %s, and not run: eagleray show %2$s%n"
                : "taken from step %s of run %s, and not run: eagleray logs %2$s \"%1$s\"%n")
            .formatted(taken.origin().step(), taken.origin().run());
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, line);
    } catch (IOException e) {
      // The run's log says it too; this is for whoever looks here first.
      return;
    }
  }

  /**
   * A success with the key under which later runs find it, if it is what the key says.
   *
   * @param inside what the steps inside it left
   */
  RunEvent.StepEnded kept(
      RunEvent.StepEnded end, StepKey key, AttemptWalking walking, StepsInside inside) {
    Optional<String> flaw = flaw(key, inside).or(() -> earlier.change(node, walking, key));
    flaw.ifPresent(why -> warn(walking, why));
    if (flaw.isPresent() || inside.isAged()) {
      return end;
    }
    return new RunEvent.StepEnded(
        end.path(),
        end.attempt(),
        end.status(),
        end.outputs(),
        isComposite ? inside.files() : end.files(),
        end.failure(),
        end.willRetry(),
        Optional.of(key.text()));
  }

  /** Why a success is none of which the same may be expected again. */
  private Optional<String> flaw(StepKey key, StepsInside inside) {
    if (inside.hasFailed()) {
      return Optional.of("a step inside it failed");
    }
    boolean others =
        node.settings().cache().orElseThrow().countsInputs()
            && inside.gotFromOutside().stream()
                .anyMatch(file -> !file.sha256().equals(key.got().get(file.name())));
    return others
        ? Optional.of("a file that it got was put into the catalog by others while it ran")
        : Optional.empty();
  }
}
