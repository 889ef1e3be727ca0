package io.eagleray.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Steps from earlier runs as the command line tells of them. */
@Tag("slow")
class CachedRunTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @SuppressWarnings("NullAway.Init")
  private Workplace place;

  @BeforeEach
  void runOnce() {
    place = new Workplace(folder);
    place.write(
        "pipeline.yaml",
        """
        dag:
          steps:
            count:
              command_type: shell
              command: 'echo once >> ran.txt; export rows=7'
              returns: [rows]
              cache: true
        """);
    assertThat(run("r1")).isZero();
  }

  private int run(String id, String... more) {
    String[] line = new String[4 + more.length];
    System.arraycopy(new String[] {"run", "pipeline.yaml", "--run-id", id}, 0, line, 0, 4);
    System.arraycopy(more, 0, line, 4, more.length);
    return place.run(line);
  }

  @Test
  void everyViewSaysFromWhichRunAStepIs() throws Exception {
    assertThat(run("r2")).isZero();
    assertThat(place.out()).containsPattern("✔ count  0\\.\\d s  reused from run r1  rows 7");

    assertThat(run("r3", "--output", "json")).isZero();
    assertThat(place.out()).contains("\"reused_from\":{\"run_id\":\"r1\",\"step\":\"count\"}");

    place.run("show", "r2");
    assertThat(place.out()).contains("reused from run r1  rows 7");

    place.run("show", "r2", "--output", "json");
    assertThat(place.out()).contains("\"reused_from\":{\"run_id\":\"r1\",\"step\":\"count\"}");

    place.run("logs", "r2", "count");
    assertThat(place.out()).contains("taken from step count of run r1, and not run");

    assertThat(place.run("report", "r2", "-o", folder.resolve("r.html").toString())).isZero();
    assertThat(Files.readString(folder.resolve("r.html"))).contains("\"reused\":\"r1\"");
  }

  @Test
  void nothingIsTakenOverWhereNobodyWantsThatOrTheRunIsGone() throws Exception {
    assertThat(run("r2", "--no-cache")).isZero();
    assertThat(place.out()).doesNotContain("reused");
    assertThat(place.run("rm", "r1")).isZero();
    assertThat(run("r3")).isZero();
    assertThat(place.out()).contains("reused from run r2");
    assertThat(place.run("rm", "r2")).isZero();
    assertThat(place.run("rm", "r3")).isZero();

    assertThat(run("r4")).isZero();

    assertThat(place.out()).doesNotContain("reused");
    assertThat(Files.readAllLines(folder.resolve("ran.txt"))).hasSize(3);
  }

  @Test
  void aMapIsTakenOverWholeAlsoByProcessesOfTheirOwn() throws Exception {
    place.write("emulator.yaml", "pipeline-executor: {type: emulator}\n");
    place.write(
        "pipeline.yaml",
        """
        dag:
          steps:
            each:
              type: map
              iterate_on: [1, 2]
              iterate_as: n
              reducer: sum
              cache: true
              branch: {steps: {a: {command_type: shell, command: 'echo $n >> each.txt; export m=$n', returns: [m]}}}
        """);
    assertThat(run("e1", "--config", "emulator.yaml")).as(place.err()).isZero();
    assertThat(run("e2", "--config", "emulator.yaml")).as(place.err()).isZero();
    assertThat(place.out()).contains("reused from run e1  m 3");
    assertThat(Files.readAllLines(folder.resolve("each.txt"))).hasSize(2);

    place.run("show", "e2");
    assertThat(place.out()).contains("reused from run e1  m 3");
    place.run("show", "e2", "--output", "json");
    assertThat(place.out())
        .contains("\"reused_from\":{\"run_id\":\"e1\",\"step\":\"each\"}")
        .doesNotContain("each.0.a");
    place.run("logs", "e2", "each");
    assertThat(place.out()).contains("taken with all inside from step each of run e1");
    assertThat(place.run("report", "e2", "-o", folder.resolve("e.html").toString())).isZero();
    assertThat(Files.readString(folder.resolve("e.html"))).contains("\"reused\":\"e1\"");
  }

  @Test
  void whatCannotBeTakenOverIsAnErrorBeforeAnythingRuns() {
    place.write(
        "pipeline.yaml",
        """
        dag:
          steps:
            a: {command_type: shell, command: "true", cache: {key: [input]}}
            b:
              type: conditional
              parameter: a
              branches: {x: {steps: {c: {type: ray, ray: {ray_job: {entrypoint: x}, ray_cluster: {address: auto}}}}}}
              cache: true
            d: {command_type: shell, command: "true", cache: {files: ../x}}
        """);

    assertThat(place.run("validate", "pipeline.yaml", "-P", "a=x")).isEqualTo(2);
    assertThat(place.err() + place.out())
        .contains("pipeline.yaml:3:60")
        .contains("must be a list of inputs and code, not \"input\"; did you mean \"inputs\"?")
        .contains("step \"b\" of type conditional cannot be taken from an earlier run, because")
        .contains("files: catalog pattern \"../x\" leads out of the working directory")
        .contains("docs/caching.md#the-key-cache");
  }
}
