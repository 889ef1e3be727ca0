package io.eagleray.engine.walk;

import io.eagleray.engine.cache.EarlierSteps;
import io.eagleray.model.Node;
import io.eagleray.run.RunEvent;
import io.eagleray.run.StepStatus;
import io.eagleray.spi.NodeOutcome;
import io.eagleray.spi.NodeType;
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
  private final NodeType type;

  StepReuse(WalkTools tools, RunJournal journal, Node node, NodeType type) {
    this.earlier = tools.earlier();
    this.journal = journal;
    this.node = node;
    this.type = type;
  }

  /** What decides what the step gives; where that cannot be told, the run's log says why. */
  Optional<String> key(AttemptWalking walking) {
    return earlier.key(node, type, walking, why -> warn(walking, why));
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
  Optional<NodeOutcome> take(String key, AttemptWalking walking, StepOrder order) {
    Optional<EarlierSteps.Taken> found = earlier.take(node, type, walking, key);
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
  private static void log(EarlierSteps.Taken taken, Path file) {
    String line =
        "taken from step %s of run %s, and not run: eagleray logs %2$s %1$s%n"
            .formatted(taken.origin().step(), taken.origin().run());
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, line);
    } catch (IOException e) {
      // The run's log says it too; this is for whoever looks here first.
      return;
    }
  }

  /** A success with the key under which later runs find it, if it is what the key says. */
  RunEvent.StepEnded kept(RunEvent.StepEnded end, String key, AttemptWalking walking) {
    if (!earlier.isUnchanged(node, type, walking)) {
      warn(walking, "its code was changed while it ran");
      return end;
    }
    return new RunEvent.StepEnded(
        end.path(),
        end.attempt(),
        end.status(),
        end.outputs(),
        end.files(),
        end.failure(),
        end.willRetry(),
        Optional.of(key));
  }
}
