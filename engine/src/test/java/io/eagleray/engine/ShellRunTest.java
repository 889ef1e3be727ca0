package io.eagleray.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eagleray.engine.process.ProcessIdentity;
import io.eagleray.engine.walk.CancellationSource;
import io.eagleray.json.Json;
import io.eagleray.problem.InvalidInputException;
import io.eagleray.run.CatalogEntry;
import io.eagleray.run.RunEvent;
import io.eagleray.run.RunState;
import io.eagleray.run.RunStatus;
import io.eagleray.run.StepPath;
import io.eagleray.run.StepState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class ShellRunTest {
  @TempDir Path folder;

  @Test
  void shellStepsPassExportedVariablesOn() {
    try (TestEngine engine = new TestEngine(folder)) {
      RunState state =
          engine.run(
              """
              dag:
                steps:
                  first: {command_type: shell, command: "export size=$((start + 1))", returns: [size]}
                  quiet: {type: stub}
                  second: {command_type: shell, command: "export twice=$((size * 2))", returns: [{name: twice, kind: metric}]}
              """,
              "start=20");
      assertThat(state.status()).isEqualTo(RunStatus.SUCCESS);
      assertThat(engine.value("twice")).isEqualTo(Json.of(42L));
      assertThat(state.steps()).hasSize(3);
    }
  }

  @Test
  void theLastStepsEndIsDurableBeforeTheWorkersAreEnded() {
    AtomicBoolean isWorkerAlive = new AtomicBoolean();
    RunListener listener =
        (event, state) -> {
          if (event.body() instanceof RunEvent.StepEnded) {
            isWorkerAlive.set(
                state.processes().stream()
                    .anyMatch(
                        worker -> new ProcessIdentity(worker.pid(), worker.started()).isAlive()));
          }
        };
    try (TestEngine engine = new TestEngine(folder)) {
      engine.run(
          "dag: {steps: {only: {command_type: shell, command: 'true'}}}",
          listener,
          new CancellationSource());
    }

    assertThat(isWorkerAlive).isTrue();
  }

  @Test
  void aFailedStepIsRetriedAndThenStartsAgainOnRetry() {
    try (TestEngine engine = new TestEngine(folder)) {
      RunState failed =
          engine.run(
              """
              dag:
                steps:
                  once: {command_type: shell, command: "echo once >> log.txt"}
                  flaky:
                    command_type: shell
                    command: "echo try >> log.txt; test -f ok || { echo no such luck >&2; exit 3; }"
                    retry: {max_attempts: 2, delay: 10ms}
              """);
      assertThat(failed.status()).isEqualTo(RunStatus.FAILED);
      assertThat(failed.step(new StepPath("flaky")).orElseThrow().attempt()).isEqualTo(2);
      assertThat(failed.failure().orElseThrow().message()).contains("3").contains("no such luck");
      engine.write("ok", "");
      RunState mended = engine.retry();
      assertThat(mended.status()).isEqualTo(RunStatus.SUCCESS);
      assertThat(folder.resolve("log.txt")).hasContent("once\ntry\ntry\ntry\n");
    }
  }

  @Test
  void aFolderThatIsPutWithoutAPatternIsToldWithWhatToWrite() {
    try (TestEngine engine = new TestEngine(folder)) {
      RunState state =
          engine.run(
              """
              dag:
                steps:
                  make: {command_type: shell, command: "mkdir data; echo 1 > data/x", catalog: {put: [data/]}}
              """);

      assertThat(state.failure().orElseThrow().message())
          .contains("no file matches \"data/\"")
          .endsWith("that is a folder; write \"data/**\"");
    }
  }

  @Test
  void whatAMapReturnsIsInTheOrderOfItsStepsReturns() {
    try (TestEngine engine = new TestEngine(folder)) {
      RunState state =
          engine.run(
              """
              dag:
                steps:
                  each:
                    type: map
                    iterate_on: [1]
                    iterate_as: item
                    branch:
                      steps:
                        do: {command_type: shell, command: "export z=1 y=2 x=3 w=4 a=5 b=6 c=7", returns: [z, y, x, w, a, b, c]}
              """);

      assertThat(state.parameters().keySet()).containsExactly("z", "y", "x", "w", "a", "b", "c");
    }
  }

  @Test
  void whatAFailedTaskHasMadeOfItsFilesIsInTheCatalogAndItsLog() {
    try (TestEngine engine = new TestEngine(folder)) {
      RunState state =
          engine.run(
              """
              dag:
                steps:
                  half:
                    command_type: shell
                    command: "echo half > half.txt; exit 3"
                    catalog: {put: [half.txt, whole.txt]}
                    on_failure: look
                  look:
                    command_type: shell
                    command: 'export seen="$(cat half.txt) in $EAGLERAY_RUN_ID"'
                    catalog: {get: [half.txt]}
                    returns: [seen]
                    next: success
              """);
      assertThat(state.status()).isEqualTo(RunStatus.SUCCESS);
      StepState half = state.step(new StepPath("half")).orElseThrow();
      assertThat(half.failure().orElseThrow().message()).contains("exit code 3");
      assertThat(half.files()).extracting(CatalogEntry::name).containsExactly("half.txt");
      assertThat(engine.value("seen")).isEqualTo(Json.of("half in " + state.created().runId()));
    }
  }

  @Test
  void aMisspeltSchedulerIsOneProblemAndLeavesNoRun() throws IOException {
    try (TestEngine engine = new TestEngine(folder)) {
      assertThatThrownBy(() ->
              engine.run(
                  """
                  dag:
                    steps:
                      tune:
                        type: ray
                        task: {command_type: shell, command: "true", returns: [tuned]}
                        ray:
                          ray_tune:
                            search_space: {x: {type: uniform, low: 0, high: 1}}
                            scheduler: {type: ASHASheduler}
                            metric: score
                            mode: max
                  """))
          .isInstanceOfSatisfying(
              InvalidInputException.class, e -> assertThat(e.problems()).hasSize(1))
          .hasMessageContaining("did you mean \"ASHAScheduler\"?");
      try (Stream<Path> runs = Files.list(folder.resolve(".eagleray/runs"))) {
        assertThat(runs).isEmpty();
      }
    }
  }

  @Test
  void aShellTrialReportsEachJsonLine() {
    try (TestEngine engine = new TestEngine(folder)) {
      RunState state =
          engine.run(
              """
              dag:
                steps:
                  tune:
                    type: ray
                    task: {command_type: shell, command: 'echo "{\\"score\\": $x}"', returns: [tuned]}
                    ray:
                      ray_tune:
                        search_space: {x: {type: uniform, low: 0, high: 1}}
                        metric: score
                        mode: max
                        num_samples: 6
                        seed: 3
              """);
      assertThat(state.failure()).isEmpty();
      assertThat(state.status()).isEqualTo(RunStatus.SUCCESS);
      assertThat(state.trialCounts(new StepPath("tune")).completed()).isEqualTo(6);
      assertThat(engine.value("tuned").text()).contains("best_config");
    }
  }
}
