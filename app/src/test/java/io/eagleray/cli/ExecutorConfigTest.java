package io.eagleray.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.cli.console.ExitCode;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The section of a config file that says where steps run. */
@Tag("slow")
final class ExecutorConfigTest {
  private static final String PIPELINE =
      """
      dag:
        steps:
          make: {command_type: shell, command: touch made}
          tell: {command_type: shell, command: "[ -e made ] && touch told"}
      """;

  @TempDir Path folder = Path.of("");
  private Workplace work = new Workplace(folder);

  @BeforeEach
  void work() {
    work = new Workplace(folder);
  }

  private int run(String config) {
    work.write("c.yaml", config);
    return work.runPipeline(PIPELINE, "--config", "c.yaml");
  }

  @Test
  void stepsOfAMockedRunAreLeftOutButForTheirPatches() {
    int code =
        run(
            """
            pipeline-executor:
              type: mocked
              config: {patches: {tell: {command: touch patched}}}
            """);

    assertThat(code).as(work.err()).isZero();
    assertThat(work.out()).contains("mocked executor").contains("SUCCESS");
    assertThat(folder.resolve("made")).doesNotExist();
    assertThat(folder.resolve("told")).doesNotExist();
    assertThat(folder.resolve("patched")).exists();
  }

  @Test
  void aMockedRunThatFailedIsRetriedAsTheRunThatItWas() {
    String config =
        """
        pipeline-executor: {type: mocked, config: {patches: {tell: {command: "[ -e ok ]"}}}}
        """;
    assertThat(run(config)).isEqualTo(ExitCode.FAILED);

    work.write("ok", "");
    assertThat(work.run("retry", "r1")).as(work.err()).isZero();
    assertThat(folder.resolve("made")).doesNotExist();
  }

  @Test
  void theLocalExecutorTakesRunnablesKeysAndRunsEverything() {
    int code =
        run(
            """
            pipeline_executor:
              type: local
              config: {enable_parallel: true, object_serialisation: false}
            """);

    assertThat(code).as(work.err()).isZero();
    assertThat(folder.resolve("told")).exists();
  }

  @Test
  void whatIsWrongInTheSectionIsToldWithItsPlace() {
    int code =
        run(
            """
            pipeline-executor:
              type: mocked
              config:
                enable_parallel: 3
                patch: {}
                patches:
                  tell: 3
            """);

    assertThat(code).isEqualTo(ExitCode.INPUT);
    assertThat(work.err())
        .contains("c.yaml:4:22  pipeline-executor.config.enable_parallel must be true or false")
        .contains("c.yaml:5:5   unknown key \"patch\" in pipeline-executor.config")
        .contains("did you mean \"patches\"?")
        .contains("c.yaml:7:13  pipeline-executor.config.patches.tell must be a mapping, not 3");
    assertThat(run("pipeline-executor: {type: argo}\n")).isEqualTo(ExitCode.INPUT);
    assertThat(work.err())
        .contains("c.yaml:1:27  unknown pipeline-executor \"argo\"; known are ")
        .contains("mocked");
  }

  @Test
  void whatIsWrongInAPatchIsToldWithItsPlaceInTheConfigFile() {
    int code =
        run(
            """
            pipeline-executor:
              type: mocked
              config:
                patches:
                  mkae: {command: "true"}
                  tell:
                    comand: "true"
            """);

    assertThat(code).isEqualTo(ExitCode.INPUT);
    assertThat(work.err())
        .contains("c.yaml:5:7  there is no step \"mkae\" that runs something")
        .contains("did you mean \"make\"?")
        .contains("c.yaml:7:9  unknown key \"comand\"");
    assertThat(folder.resolve(".eagleray/runs/r1")).doesNotExist();
  }

  @Test
  void containersNeedAnImageAndAProgramThatRunsThem() {
    assertThat(run("pipeline-executor: {type: local-container}\n")).isEqualTo(ExitCode.INPUT);
    assertThat(work.err()).contains("local-container needs a \"docker_image\"");

    work.with("PATH", folder.toString());
    String config = "job-executor: {type: local-container, config: {docker_image: debian}}\n";
    assertThat(run(config)).as(work.err()).isZero();

    work.write("job.yaml", "job: {command_type: shell, command: touch ran}\n");
    assertThat(work.run("job", "run", "job.yaml", "-c", "c.yaml")).isEqualTo(ExitCode.INPUT);
    assertThat(work.err())
        .contains("c.yaml:1:62  containers need docker or podman, and neither is on the PATH");
    assertThat(folder.resolve("ran")).doesNotExist();
  }

  @Test
  void variablesOfContainersAreWrittenAsThoseOfAContainerStep() {
    String docker =
        """
        #!/bin/sh
        [ "$1" = run ] && printf '%s\\n' "$@" > docker.args
        [ "$1" != run ]
        """;
    assertThat(work.write("bin/docker", docker).toFile().setExecutable(true)).isTrue();
    work.with("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));

    run(
        """
        pipeline-executor:
          type: local-container
          config:
            docker_image: debian
            environment: {RATE: 1.0e-5, NONE: .nan, MANY: [1, .inf], NAME: a b}
        """);

    assertThat(folder.resolve("docker.args"))
        .content()
        .contains("RATE=0.00001", "NONE=NaN", "MANY=[1,\"Infinity\"]", "NAME=a b");
  }
}
