package io.eagleray.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import io.eagleray.targets.ray.cluster.RealRay;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code ray …} against a real cluster. */
@Tag("slow")
@Tag("ray")
class RayCommandsTest {
  @RegisterExtension static final RealRay RAY = RealRay.shared();

  @TempDir Path folder = Path.of("");
  private Workplace place = new Workplace(folder);

  @BeforeEach
  void workplace() {
    place = new Workplace(folder).with("RAY_API_SERVER_ADDRESS", RAY.head().dashboard().toString());
  }

  @Test
  void status_is_one_line() {
    assertThat(place.run("ray", "status")).isZero();
    assertThat(place.out())
        .matches(
            "Ray 2\\.\\S+ · 1 node alive · CPU \\S+ of 2 used · memory \\S+( MiB)? of \\S+ GiB used ·"
                + "( .*·)? healthy\n");
    assertThat(place.run("ray", "status", RAY.head().dashboard().toString(), "--output", "json"))
        .isZero();
    JsonObject document = (JsonObject) Json.parse(place.out());
    assertThat(document.text("status")).contains("HEALTHY");
    assertThat(document.object("resources").object("CPU").get("total")).contains(Json.of(2.0));
    assertThat(place.run("ray", "nodes")).isZero();
    assertThat(place.out()).contains("NODE", "(head)   alive   2 ");
  }

  @Test
  void submit_runs_a_command_in_a_folder_with_variables_and_shows_its_output() {
    place.write("code/main.py", "import os, sys\nprint('hello', os.environ['WHO'], sys.argv[1:])");
    place.write("env.yaml", "env_vars: {WHO: you}\nworking_dir: code\n");
    assertThat(
            place.run(
                "ray",
                "submit",
                "--id",
                "cli-1",
                "--runtime-env",
                "env.yaml",
                "--metadata",
                "a=b",
                "--",
                "python",
                "main.py",
                "--rate",
                "0.1 x"))
        .isZero();
    assertThat(place.out()).contains("hello you ['--rate', '0.1 x']");
    assertThat(place.err()).contains("job cli-1 on http", "job cli-1 SUCCEEDED after");

    assertThat(place.run("ray", "logs", "cli-1")).isZero();
    assertThat(place.out()).contains("hello you");
    assertThat(place.run("ray", "jobs", "--output", "json")).isZero();
    assertThat(place.out()).contains("\"job\":\"cli-1\",\"status\":\"SUCCEEDED\"");
    assertThat(place.run("ray", "submit", "--id", "cli-1", "--", "something", "else")).isEqualTo(2);
    assertThat(place.err()).contains("the job cli-1 is there already and runs something else");
    assertThat(place.run("ray", "stop", "cli-1")).isZero();
    assertThat(place.out()).contains("job cli-1 had ended: SUCCEEDED");
  }

  @Test
  void a_command_that_fails_is_exit_1_with_its_code_in_the_document() {
    assertThat(
            place.run(
                "ray", "submit", "--id", "cli-2", "--output", "json", "--", "echo out; exit 7"))
        .isEqualTo(1);
    JsonObject document = (JsonObject) Json.parse(place.out());
    assertThat(document.get("exit_code")).contains(Json.of(7));
    assertThat(document.text("status")).contains("FAILED");
    assertThat(place.err()).contains("out");
  }

  @Test
  void what_the_cluster_can_never_give_is_told_before_anything_is_submitted() {
    assertThat(place.run("ray", "submit", "--id", "cli-3", "--num-cpus", "64", "--", "true"))
        .isEqualTo(2);
    assertThat(place.err()).contains("the job's command needs 64 CPU; the largest node has 2");
    assertThat(place.run("ray", "logs", "cli-3")).isEqualTo(2);
    assertThat(place.err()).contains("knows no job cli-3");
  }

  @Test
  void stop_ends_a_running_job() {
    assertThat(place.run("ray", "submit", "--id", "cli-4", "--no-wait", "--", "sleep", "600"))
        .isZero();
    assertThat(place.out()).isEqualTo("cli-4\n");
    assertThat(place.run("ray", "stop", "cli-4", "--wait", "60")).isZero();
    assertThat(place.out()).contains("job cli-4 is STOPPED");
  }
}
