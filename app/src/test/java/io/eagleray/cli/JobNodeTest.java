package io.eagleray.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.cli.console.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A Ray node with {@code ray_job} on this machine, and what is refused everywhere. */
@Tag("slow")
class JobNodeTest {
  @TempDir Path folder = Path.of("");

  private Workplace place() {
    return new Workplace(folder);
  }

  private String told() throws IOException {
    return Files.readString(folder.resolve("told.txt"));
  }

  @Test
  void theEntrypointRunsHereWithParametersInItsEnvironment() throws IOException {
    Workplace place = place();

    int code =
        place.runPipeline(
            """
            dag:
              steps:
                prepare: {command_type: shell, command: export rows=3, returns: [rows]}
                train:
                  type: ray
                  ray: {ray_job: {entrypoint: 'echo "$rows rows in $EAGLERAY_STEP" > told.txt'}}
            """);

    assertThat(code).as(place::err).isZero();
    assertThat(told()).isEqualTo("3 rows in train\n");
    assertThat(place.out() + place.err()).contains("✔ train").doesNotContain("trial");
  }

  @Test
  void aShellTaskIsTheCommandAndWhatItExportsComesBack() throws IOException {
    Workplace place = place();

    int code =
        place.runPipeline(
            """
            dag:
              steps:
                train:
                  type: ray
                  task: {command_type: shell, command: export rows=3, returns: [rows]}
                  ray: {ray_job: {}}
                after: {command_type: shell, command: echo $rows > told.txt}
            """);

    assertThat(code).as(place::err).isZero();
    assertThat(told()).isEqualTo("3\n");
  }

  @Test
  void theCommandLineMaySetTheEntrypoint() throws IOException {
    Workplace place = place();

    int code =
        place.runPipeline(
            "dag: {steps: {train: {type: ray, ray: {ray_job: {entrypoint: 'false'}}}}}",
            "--set",
            "ray_job.entrypoint=echo set > told.txt");

    assertThat(code).as(place::err).isZero();
    assertThat(told()).isEqualTo("set\n");
  }

  @Test
  void aFailedCommandIsTriedAgainAsTheStepSays() throws IOException {
    Workplace place = place();

    int code =
        place.runPipeline(
            """
            dag:
              steps:
                train:
                  type: ray
                  ray: {ray_job: {entrypoint: "echo try >> told.txt; echo no luck >&2; exit 3"}}
                  retry: {max_attempts: 2, delay: 10ms}
            """);

    assertThat(code).isEqualTo(ExitCode.FAILED);
    assertThat(place.out() + place.err()).contains("exit code 3: no luck");
    assertThat(told()).isEqualTo("try\ntry\n");
  }

  @Test
  void whatTheCommandAsksForAndThisMachineHasNotIsTold() {
    Workplace place = place();

    place.write(
        "pipeline.yaml",
        """
        dag:
          steps:
            train:
              type: ray
              ray:
                ray_job:
                  entrypoint: "true"
                  entrypoint_num_cpus: 4096
                  entrypoint_memory: 900000GB
                  entrypoint_resources: {tpu: 4}
        """);

    assertThat(place.run("validate", "pipeline.yaml")).as(place::err).isZero();
    assertThat(place.err())
        .contains("pipeline.yaml:6:9", "ray_job asks for entrypoint_num_cpus 4096.0; it gets the ")
        .contains("ray_job asks for 900000000000000 bytes of memory; this machine has ")
        .contains("entrypoint_resources are of a cluster's nodes");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{type: ray, task: {command_type: shell, command: 'true'}, ray: {ray_job: {entrypoint: 'true'}}} | 3:20 | write \"task\" of step \"a\" or ray_job.entrypoint, not both",
        "{type: ray, python_task: {command: m.f}, ray: {ray_job: {entrypoint: 'true'}}} | 3:20 | write \"python_task\" of step \"a\" or ray_job.entrypoint, not both",
        "{type: ray, task: {command: m.f}, ray: {ray_job: {}}} | 3:36 | ray_job runs a shell command, not a function of python",
        "{type: ray, ray: {ray_job: {}}} | 3:26 | ray_job needs an \"entrypoint\", or step \"a\" a \"task\" of command_type shell",
        "{type: ray, ray: {ray_job: {entrypoint: 3}}} | 3:48 | ray_job.entrypoint must be text, not 3",
        "{type: ray, ray: {ray_job: run}} | 3:35 | ray_job must be a mapping, not \"run\"",
        "{type: ray, ray: {}} | 3:5 | step \"a\" of type ray needs a \"task\"",
        "{type: ray, ray: {ray_job: {entrypoint: 'true', entrypoint_num_gpus: 1}}} | 3:26 | ray_job asks for entrypoint_num_gpus 1.0, and GPUs are not used",
        "{type: ray, task: {command: m.f}, ray: {ray_job: {entrypoint: 'true'}, ray_tune: {metric: s, mode: max, search_space: {x: {type: uniform, low: 0, high: 1}}}}} | 3:48 | a Ray node searches (ray_tune) or runs one command (ray_job), not both"
      })
  void whatIsWrongIsOneProblemAtItsPlace(String step, String at, String message) {
    Workplace place = place();

    int code = place.runPipeline("dag:\n  steps:\n    a: " + step + "\n");

    assertThat(code).isEqualTo(ExitCode.INPUT);
    assertThat(place.err()).contains("pipeline.yaml:" + at + " ", message);
    assertThat(place.err().split("pipeline.yaml:\\d", -1)).as(place::err).hasSize(2);
  }
}
