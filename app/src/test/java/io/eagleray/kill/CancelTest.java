package io.eagleray.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.commandline.CommandLine;
import io.eagleray.commandline.Waiting;
import io.eagleray.engine.process.Signal;
import io.eagleray.engine.store.SqliteRunStore;
import io.eagleray.run.RunState;
import io.eagleray.run.RunStatus;
import io.eagleray.run.TrialState;
import io.eagleray.run.TrialStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("slow")
class CancelTest {
  private static final int INTERRUPTED = 130;
  private static final Duration GRACE = Duration.ofSeconds(5);

  /** Two seconds are promised; the rest is for a busy machine. */
  private static final Duration SOON = Duration.ofSeconds(15);

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("io.eagleray.kill.Project$Trainable#tested")
  void ctrlCCancelsTheRunAndLeavesItToBeResumed(Project.Trainable trainable) {
    Project project = Project.write(folder, trainable, 2);
    try (CommandLine command = project.run()) {
      project.awaitEffects(12);
      command.signal(Signal.INT);
      assertCancelled(project, command);
    }
    List<TrialState> before = project.log().trials(Project.TUNE);
    assertThat(before).noneMatch(trial -> trial.status() == TrialStatus.FAILED);
    try (CommandLine command = project.resume()) {
      assertThat(command.exitCode()).as(command::output).isZero();
    }
    List<TrialState> after = project.log().trials(Project.TUNE);
    assertThat(after).hasSize(Project.TRIALS);
    for (TrialState trial : before) {
      TrialState then = after.get(trial.number());
      if (trial.status().isEnded()) {
        assertThat(then).isEqualTo(trial);
      } else {
        assertThat(then.config()).isEqualTo(trial.config());
        int more = KilledRun.wasStopped(then, trial) ? 0 : 1;
        assertThat(then.attempt()).isEqualTo(trial.attempt() + more);
      }
    }
  }

  private static void assertCancelled(Project project, CommandLine command) {
    assertThat(command.exitCode()).as(command::output).isEqualTo(INTERRUPTED);
    command.awaitNothingLeft(SOON);
    assertThat(project.log().status()).isEqualTo(RunStatus.CANCELLED);
  }

  @Test
  void theSignalTermCancelsTheRun() {
    Project project = Project.write(folder, Project.Trainable.JAVA, 1);
    try (CommandLine command = project.run()) {
      project.awaitEffects(12);
      command.signal(Signal.TERM);
      assertCancelled(project, command);
    }
  }

  @Test
  void theCommandCancelEndsARunOfAnotherProcess() {
    Project project = Project.write(folder, Project.Trainable.DEAF, 1);
    try (CommandLine command = project.run()) {
      project.awaitEffects(2);
      try (CommandLine cancel = CommandLine.start(folder, "cancel", Project.RUN)) {
        assertThat(cancel.exitCode()).as(cancel::output).isZero();
        assertThat(cancel.output()).contains("CANCELLED");
      }
      assertCancelled(project, command);
    }
  }

  @Test
  void ctrlCWhileThePipelineIsCheckedEndsAtOnceAndLeavesNoRun() throws IOException {
    Path importing = folder.resolve("importing");
    Files.writeString(
        folder.resolve("slow.py"),
        """
        import pathlib, time
        pathlib.Path("importing").touch()
        time.sleep(600)
        def f(): pass
        """);
    Files.writeString(folder.resolve("pipeline.yaml"), "dag: {steps: {only: {command: slow.f}}}");
    try (CommandLine command =
        CommandLine.start(folder, "run", "pipeline.yaml", "--run-id", "r", "--output", "json")) {
      Waiting.until("the function's module is imported", SOON, () -> Files.exists(importing));
      command.signal(Signal.INT);
      assertThat(command.exitCode(SOON)).isEqualTo(INTERRUPTED);
      assertThat(command.output())
          .contains(
              "{\"status\":\"CANCELLED\",\"error\":\"cancelled while the pipeline was checked;");
      command.awaitNothingLeft(SOON);
    }
    assertThat(isLogged("r")).isFalse();
    Files.writeString(folder.resolve("slow.py"), "def f(): pass\n");
    try (CommandLine command = CommandLine.start(folder, "run", "pipeline.yaml", "--run-id", "r")) {
      assertThat(command.exitCode()).as(command::output).isZero();
    }
  }

  @Test
  void aTrialThatDoesNotHearIsKilledAfterItsGrace() {
    Project project = Project.write(folder, Project.Trainable.DEAF, 1);
    try (CommandLine command = project.run()) {
      project.awaitEffects(2);
      command.signal(Signal.INT);
      assertThat(command.ended(GRACE.minusSeconds(1))).isFalse();
      assertCancelled(project, command);
    }
    assertThat(project.effects()).contains("interrupted");
    assertThat(project.log().trialCounts(Project.TUNE).running()).isEqualTo(1);
  }

  @Test
  void aSecondCtrlCEndsItAtOnce() {
    Project project = Project.write(folder, Project.Trainable.DEAF, 1);
    try (CommandLine command = project.run()) {
      project.awaitEffects(2);
      command.signal(Signal.INT);
      command.awaitOutput("cancelling");
      command.signal(Signal.INT);
      assertThat(command.ended(GRACE.minusSeconds(2))).isTrue();
      assertThat(command.exitCode()).isEqualTo(INTERRUPTED);
      assertThat(command.output()).contains("stopped at once", "resume " + Project.RUN);
      command.awaitNothingLeft(SOON);
    }
    RunState state = project.log();
    assertThat(state.status()).isEqualTo(RunStatus.RUNNING);
    assertThat(state.step(Project.TUNE)).isPresent();
  }

  @Test
  void aSecondCtrlCEndsItAlsoWhereNobodyReadsWhatItPrints() throws IOException {
    Files.writeString(folder.resolve("pipeline.yaml"), "dag: {steps: {only: {type: stub}}}");
    // A pipe that is full before the program prints its first line.
    String stuck =
        "mkfifo stuck && exec 3<>stuck && head -c 65536 /dev/zero >&3 && exec \"$@\" >&3";
    try (CommandLine command =
        CommandLine.start(
            folder, List.of("sh", "-c", stuck, "sh"), "run", "pipeline.yaml", "--run-id", "r")) {
      Waiting.until("the run is in the log", SOON, () -> isLogged("r"));
      command.signal(Signal.INT);
      command.signal(Signal.TERM);
      assertThat(command.exitCode(SOON)).isEqualTo(INTERRUPTED);
    }
  }

  private boolean isLogged(String run) {
    Path state = folder.resolve(".eagleray");
    if (!Files.exists(state.resolve(SqliteRunStore.DATABASE))) {
      return false;
    }
    try (SqliteRunStore store = SqliteRunStore.open(state)) {
      return store.exists(run) && store.read(run, 0, event -> {}) > 0;
    }
  }

  @Test
  void aSecondDriverIsRefusedAndSaysWhoHoldsTheRun() {
    Project project = Project.write(folder, Project.Trainable.DEAF, 1);
    try (CommandLine command = project.run()) {
      project.awaitEffects(2);
      for (String verb : List.of("resume", "retry")) {
        try (CommandLine second = CommandLine.start(folder, verb, Project.RUN)) {
          assertThat(second.exitCode()).as(second::output).isEqualTo(2);
          assertThat(second.output()).contains("process " + command.pid());
        }
      }
      try (CommandLine second = project.run()) {
        assertThat(second.exitCode()).as(second::output).isEqualTo(2);
        assertThat(second.output()).contains("process " + command.pid());
      }
    }
  }
}
