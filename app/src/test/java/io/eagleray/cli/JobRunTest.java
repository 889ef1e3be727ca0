package io.eagleray.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.cli.console.ExitCode;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files with a single task. */
@Tag("slow")
final class JobRunTest {
  private static final String JOB =
      """
      name: doubling
      job: {command_type: shell, command: "touch ran; export doubled=$((n * 2))", returns: [doubled]}
      """;

  @TempDir Path folder = Path.of("");
  private Workplace work = new Workplace(folder);

  @BeforeEach
  void work() {
    work = new Workplace(folder);
    work.write("job.yaml", JOB);
  }

  @Test
  void aJobIsARunOfOneStep() {
    int code = work.run("job", "run", "job.yaml", "--run-id", "r1", "-P", "n=4");

    assertThat(code).as(work.err()).isZero();
    assertThat(work.run("get", "r1", "doubled")).as(work.err()).isZero();
    assertThat(work.out()).contains("8");
    assertThat(work.run("resume", "r1")).as(work.err()).isZero();
    assertThat(work.run("validate", "job.yaml", "-P", "n=4")).as(work.err()).isZero();
  }

  @Test
  void aJobGoesByItsOwnSectionOfTheConfigFile() {
    work.write("c.yaml", "pipeline-executor: {type: mocked}\njob_executor: {type: emulator}\n");

    int code = work.run("job", "run", "job.yaml", "--run-id", "r1", "-P", "n=4", "-c", "c.yaml");

    assertThat(code).as(work.err()).isZero();
    assertThat(work.out()).doesNotContain("mocked");
    assertThat(folder.resolve("ran")).exists();
    assertThat(folder.resolve(".eagleray/runs/r1/emulator.err")).exists();
  }

  @Test
  void whatIsWrongInAJobIsToldWithItsPlace() {
    work.write("job.yaml", "job:\n  comand: functions.train\n");

    assertThat(work.run("job", "run", "job.yaml")).isEqualTo(ExitCode.INPUT);

    assertThat(work.err())
        .contains("job.yaml:2:3  unknown key \"comand\"")
        .contains("did you mean \"command\"?");
  }

  @Test
  void aWholePipelineIsRefusedWithTheCommandThatRunsIt() {
    work.write(
        "dag.yaml", "name: x\ndag: {steps: {a: {command_type: shell, command: touch ran}}}\n");

    assertThat(work.run("job", "run", "dag.yaml")).isEqualTo(ExitCode.INPUT);

    assertThat(work.err())
        .contains("dag.yaml:2:1  \"dag\" makes it a pipeline, not a job")
        .contains(" run dag.yaml");
    assertThat(folder.resolve("ran")).doesNotExist();
  }

  @Test
  void aFileWithNeitherIsToldWhatAJobNeeds() {
    work.write("none.yaml", "name: x\n");

    assertThat(work.run("job", "run", "none.yaml")).isEqualTo(ExitCode.INPUT);

    assertThat(work.err())
        .contains("none.yaml:1:1  a job needs the key \"job\", with a task in it");
  }

  /** What can be read but once. */
  @Test
  void aJobMayComeThroughAPipe() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Process writer =
        new ProcessBuilder("cp", "job.yaml", "pipe").directory(folder.toFile()).start();
    try {
      assertThat(work.run("job", "run", "pipe", "--run-id", "r1", "-P", "n=4"))
          .as(work.err())
          .isZero();
    } finally {
      writer.destroyForcibly();
    }
  }
}
