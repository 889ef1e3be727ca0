package io.eagleray.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.cli.console.ExitCode;
import io.eagleray.engine.store.SqliteRunStore;
import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import io.eagleray.run.RunEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that run one phase of a Ray step. */
@Tag("slow")
final class StepCommandTest {
  private static final String PIPELINE =
      """
      dag:
        steps:
          prepare: {command_type: shell, command: "export rows=3", returns: [rows]}
          tune:
            type: ray
            task:
              command_type: shell
              command: 'echo "{\\"height\\": $x}"'
              returns: [tuned]
            ray:
              ray_tune:
                search_space: {x: {type: uniform, low: 0, high: 1}}
                search_algorithm: {type: random, metric: height, mode: max}
                num_samples: 3
                seed: 3
      """;

  @TempDir Path folder;
  private CommandLineHarness cli = new CommandLineHarness(Path.of("/"));

  @BeforeEach
  void write() throws IOException {
    cli = new CommandLineHarness(folder);
    Files.writeString(folder.resolve("pipeline.yaml"), PIPELINE);
  }

  private int run(String... arguments) {
    int code = cli.run(arguments);
    assertThat(cli.err()).as("errors").isEmpty();
    return code;
  }

  @Test
  void aRunGoesPhaseByPhaseToItsEnd() {
    assertThat(run("run", "pipeline.yaml", "--run-id", "r1", "--until", "tune")).isZero();
    assertThat(cli.out()).contains("go on with").contains("./eagleray resume r1");
    assertThat(run("fan-out", "r1", "tune")).isZero();
    assertThat(run("execution", "r1", "tune")).isZero();
    assertThat(run("--output", "json", "fan-in", "r1", "tune")).isZero();
    JsonObject document = (JsonObject) Json.parse(cli.out());
    assertThat(document.text("status")).hasValue("INTERRUPTED");
    assertThat(document.object("parameters").fields()).containsKeys("rows", "tuned");
    assertThat(run("fan-in", "last", "tune")).isZero();
    assertThat(run("resume", "r1")).isZero();
    assertThat(cli.out()).contains("SUCCESS");
    assertThat(run("fan-out", "r1", "tune")).isZero();
  }

  @Test
  void aPhaseOutOfOrderIsTheUsersToMend() {
    assertThat(cli.run("run", "pipeline.yaml", "--run-id", "r0", "--until", "success"))
        .isEqualTo(ExitCode.INPUT);
    assertThat(cli.err()).contains("no step \"success\" in the pipeline\n");
    run("run", "pipeline.yaml", "--run-id", "r1", "--until", "prepare");
    assertThat(cli.run("fan-out", "r1", "tune")).isEqualTo(ExitCode.INPUT);
    assertThat(cli.err())
        .contains("step \"tune\" is not the next one of run r1: \"prepare\" is")
        .contains("eagleray resume --until tune r1");
    assertThat(run("execute-node", "r1", "prepare")).isZero();
    assertThat(run("resume", "r1", "--until", "tune")).isZero();
    assertThat(run("execute-node", "r1", "tune")).isZero();
    assertThat(run("resume", "r1")).isZero();
  }

  @Test
  void aPhaseThatFailsSaysSoByItsExitCode() throws IOException {
    Files.writeString(
        folder.resolve("pipeline.yaml"), PIPELINE.replace("$x}\"'", "$x}\"; exit 3'"));
    run("run", "pipeline.yaml", "--run-id", "r1", "--until", "tune");
    assertThat(run("fan-out", "r1", "tune")).isZero();
    assertThat(run("execution", "r1", "tune")).isEqualTo(ExitCode.FAILED);
    assertThat(cli.run("fan-in", "r1", "tune")).isEqualTo(ExitCode.FAILED);
    assertThat(cli.run("resume", "r1")).isEqualTo(ExitCode.FAILED);
  }

  @Test
  void aSearchThatIsAsLargeAsItShallBeIsNotStartedAgain() {
    Workplace work = new Workplace(folder);
    String tuned = "\"path\":\"tune\",\"type\":\"ray\",\"status\":\"SUCCESS\",\"attempts\":2,";
    assertThat(work.runPipeline(PIPELINE)).as(work.err()).isZero();
    for (int times = 0; times < 2; times++) {
      assertThat(work.run("retry", "r1", "--set", "ray_tune.num_samples=9", "--output", "json"))
          .as(work.err())
          .isZero();
      assertThat(work.out()).contains(tuned);
    }
  }

  @Test
  void anAttemptAfterOneThatFailedWaitsForTheDelayOfItsRetry() {
    Workplace work = new Workplace(folder); // its clock runs
    String failsAtFirst =
        PIPELINE
            .replace("$x}\"'", "$x}\"; [ -e mended ]'")
            .replace("type: ray\n", "type: ray\n      retry: {max_attempts: 2, delay: 1s}\n");
    assertThat(work.runPipeline(failsAtFirst, "--until", "tune")).as(work.err()).isZero();
    assertThat(work.run("fan-out", "r1", "tune")).isZero();
    assertThat(work.run("execution", "r1", "tune")).isEqualTo(ExitCode.FAILED);
    work.write("mended", "");
    assertThat(work.run("fan-out", "r1", "tune")).isZero();

    List<Instant> ends = new ArrayList<>();
    List<Instant> starts = new ArrayList<>();
    try (SqliteRunStore store = SqliteRunStore.open(folder.resolve(".eagleray"))) {
      store.read(
          "r1",
          0,
          event -> {
            if (event.body() instanceof RunEvent.StepEnded end && end.attempt() == 1) {
              ends.add(event.at());
            }
            if (event.body() instanceof RunEvent.StepStarted start && start.attempt() == 2) {
              starts.add(event.at());
            }
          });
    }
    assertThat(starts).hasSize(1);
    assertThat(Duration.between(ends.getLast(), starts.getFirst()))
        .isGreaterThanOrEqualTo(Duration.ofMillis(999));
    assertThat(work.run("execution", "r1", "tune")).isZero();
    assertThat(work.run("fan-in", "r1", "tune")).isZero();
    assertThat(work.run("resume", "r1")).isZero();
  }
}
