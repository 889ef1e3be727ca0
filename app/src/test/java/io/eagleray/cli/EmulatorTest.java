package io.eagleray.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.cli.console.ExitCode;
import io.eagleray.engine.store.SqliteRunStore;
import io.eagleray.json.Json;
import io.eagleray.run.RunEvent;
import io.eagleray.run.RunState;
import io.eagleray.run.StepPath;
import io.eagleray.run.StepState;
import io.eagleray.run.StepStatus;
import io.eagleray.run.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The emulator executor: every step in a process of its own, with nothing shared but the stores.
 */
@Tag("slow")
final class EmulatorTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final String FUNCTIONS =
      """
      def make(rows):
          return {"rows": list(range(rows))}, rows

      def total(table):
          return sum(table["rows"])
      """;

  private static final String PIPELINE =
      """
      dag:
        steps:
          make: {command: functions.make, returns: [{name: table, kind: object}, count]}
          sum: {command: functions.total, returns: [total]}
          tune:
            type: ray
            task: {command_type: shell, command: 'echo "{\\"height\\": $x}"', returns: [tuned]}
            ray:
              ray_tune:
                search_space: {x: {type: uniform, low: 0, high: 1}}
                search_algorithm: {type: random, metric: height, mode: max}
                num_samples: 3
                seed: 3
          each:
            type: map
            iterate_on: [1, 2, 3]
            iterate_as: item
            branch:
              steps:
                square: {command_type: shell, command: export square=$((item * item)), returns: [square]}
          fall: {command_type: shell, command: exit 3, on_failure: mend}
          mend: {command_type: shell, command: "touch mended", next: success}
      """;

  @TempDir Path folder = Path.of("");
  private Workplace work = new Workplace(folder);

  @BeforeEach
  void work() {
    work = new Workplace(folder);
    work.write("emulator.yaml", "pipeline-executor: {type: emulator}\n");
    work.write("functions.py", FUNCTIONS);
  }

  /** Runs a pipeline in the emulator, whose processes have the JVM options of the first. */
  private int emulate(String yaml, String... more) throws InterruptedException {
    work.write("pipeline.yaml", yaml);
    return work.runProcess(
        "",
        Stream.concat(
                Stream.of("run", "pipeline.yaml", "--run-id", "r1", "-c", "emulator.yaml"),
                Stream.of(more))
            .toArray(String[]::new));
  }

  /** The run, and the processes that took it on. */
  private record Logged(RunState state, Set<String> drivers) {
    StepStatus status(String step) {
      return state.step(StepPath.ROOT.child(step)).map(StepState::status).orElseThrow();
    }

    Json value(String parameter) {
      return Optional.ofNullable(state.parameters().get(parameter))
          .map(Value::json)
          .orElse(Json.NULL);
    }
  }

  private Logged logged() {
    RunState state = new RunState();
    Set<String> drivers = new HashSet<>();
    try (SqliteRunStore store = SqliteRunStore.open(folder.resolve(".eagleray"))) {
      store.read(
          "r1",
          0,
          event -> {
            state.apply(event);
            if (event.body() instanceof RunEvent.RunStarted start) {
              drivers.add(start.pid() + " " + start.processStarted());
            }
          });
    }
    return new Logged(state, drivers);
  }

  @Test
  void everyStepAndPhaseRunsInAProcessOfItsOwn() throws InterruptedException {
    int code = emulate(PIPELINE, "-P", "rows=4");

    assertThat(code).as(work.out() + work.err()).isZero();
    assertThat(work.out()).contains("SUCCESS").containsOnlyOnce("run r1");
    assertThat(folder.resolve("mended")).exists();
    Logged run = logged();
    assertThat(run.value("total")).isEqualTo(Json.of(6));
    assertThat(run.value("square")).isEqualTo(Json.parse("[1,4,9]"));
    assertThat(run.value("tuned")).isNotEqualTo(Json.NULL);
    assertThat(run.state().trials(StepPath.ROOT.child("tune"))).hasSize(3);
    assertThat(run.status("fall")).isEqualTo(StepStatus.FAILED);
    // The first, and those of make, sum, the phases of tune, each, fall and mend.
    assertThat(run.drivers()).hasSize(1 + 2 + 3 + 3);
  }

  @Test
  void aStepMayBeCalledLikeAnOption() throws InterruptedException {
    int code =
        emulate(
            """
            dag:
              steps:
                --help: {command_type: shell, command: touch helped}
                -x: {command_type: shell, command: touch done}
            """);

    assertThat(code).as(work.out() + work.err()).isZero();
    assertThat(folder.resolve("helped")).exists();
    assertThat(folder.resolve("done")).exists();
  }

  private static final String TWO_STEPS =
      """
      dag:
        steps:
          first: {command_type: shell, command: echo ran >> ran.txt}
          second: {command_type: shell, command: "[ -e ok ]"}
      """;

  @Test
  void aRunThatFailedInTheEmulatorIsRetriedLocally() throws InterruptedException {
    assertThat(emulate(TWO_STEPS)).isEqualTo(ExitCode.FAILED);
    assertThat(work.out()).contains("FAILED");
    int drivers = logged().drivers().size();

    work.write("ok", "");
    assertThat(work.run("retry", "r1")).as(work.err()).isZero();
    assertThat(folder.resolve("ran.txt")).hasContent("ran");
    // This JVM, and none of a step.
    assertThat(logged().drivers()).hasSize(drivers + 1);
  }

  @Test
  void aRunThatFailedLocallyIsRetriedInTheEmulatorAndStopsWhereItIsTold()
      throws InterruptedException {
    assertThat(work.runPipeline(TWO_STEPS)).isEqualTo(ExitCode.FAILED);
    work.write("ok", "");
    assertThat(work.runProcess("", "retry", "r1", "-c", "emulator.yaml")).as(work.err()).isZero();
    // This JVM, the one of the retry, and that of the second step.
    assertThat(logged().drivers()).hasSize(3);

    assertThat(work.run("rm", "r1")).as(work.err()).isZero();
    assertThat(emulate(TWO_STEPS, "--until", "second")).as(work.err()).isZero();
    assertThat(work.out()).contains("go on with");
    assertThat(logged().state().step(StepPath.ROOT.child("second"))).isEmpty();
    assertThat(work.runProcess("", "resume", "r1", "-c", "emulator.yaml")).as(work.err()).isZero();
    assertThat(folder.resolve("ran.txt")).hasContent("ran\nran");
  }

  @Test
  void aCancelledRunEndsWithItsStepAndIsResumed() throws Exception {
    work.write(
        "pipeline.yaml",
        """
        dag:
          steps:
            wait: {command_type: shell, command: "touch begun; while [ ! -e go ]; do sleep 0.1; done"}
        """);
    Process running =
        work.start("", "run", "pipeline.yaml", "--run-id", "r1", "--config", "emulator.yaml");
    await("begun");

    assertThat(work.run("cancel", "r1", "--wait", "60")).as(work.err()).isZero();

    assertThat(Workplace.end(running)).isEqualTo(ExitCode.INTERRUPTED);
    work.write("go", "");
    assertThat(work.runProcess("", "resume", "r1", "-c", "emulator.yaml")).as(work.err()).isZero();
    assertThat(logged().status("wait")).isEqualTo(StepStatus.SUCCESS);
  }

  @Test
  void aStepWhoseProcessIsKilledRunsInAnother() throws InterruptedException {
    String killsItsDriver =
        """
        import os

        def kill():
            if os.path.exists("killed"):
                return
            open("killed", "w").close()
            parent = open(f"/proc/{os.getppid()}/cmdline").read()
            assert "execute-node" in parent, parent
            os.kill(os.getppid(), 9)
        """;
    work.write("killer.py", killsItsDriver);

    int code = emulate("dag: {steps: {kill: {command: killer.kill}}}\n");

    assertThat(code).as(work.out() + work.err()).isZero();
    assertThat(logged().drivers()).hasSize(1 + 2);
  }

  @Test
  void aRunLogInMemoryIsRefused() {
    work.write(
        "memory.yaml", "run-log-store: {type: memory}\npipeline-executor: {type: emulator}\n");

    assertThat(work.runPipeline(TWO_STEPS, "-c", "memory.yaml")).isEqualTo(ExitCode.INPUT);

    assertThat(work.err()).contains("memory.yaml:2:20  the emulator's processes share the run log");
  }

  private void await(String file) throws InterruptedException {
    Instant limit = Instant.now().plus(PATIENCE);
    while (!Files.exists(folder.resolve(file))) {
      assertThat(Instant.now()).as("waited for " + file).isBefore(limit);
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }
}
