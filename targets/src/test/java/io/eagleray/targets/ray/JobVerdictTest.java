package io.eagleray.targets.ray;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.json.JsonObject;
import io.eagleray.targets.ray.client.JobStatus;
import io.eagleray.targets.ray.client.RayJob;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Statuses, error types and exit codes as a Ray 2.60 told them when its parts were killed. */
class JobVerdictTest {
  private static JobVerdict verdict(
      JobStatus status, String error, OptionalInt exitCode, String message) {
    return JobVerdict.of(
        new RayJob(
            "job-1",
            Optional.empty(),
            true,
            status,
            "python",
            message,
            error.isEmpty() ? Optional.empty() : Optional.of(error),
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            JsonObject.EMPTY,
            Optional.empty(),
            exitCode));
  }

  @Test
  void aKilledDriverIsLost() {
    assertThat(
            verdict(
                JobStatus.FAILED,
                "JOB_ENTRYPOINT_COMMAND_ERROR",
                OptionalInt.of(137),
                "Job entrypoint command failed with exit code 137\nKilled"))
        .isInstanceOf(JobVerdict.Lost.class);
  }

  @Test
  void aKilledSupervisorIsLost() {
    assertThat(verdict(JobStatus.FAILED, "JOB_SUPERVISOR_ACTOR_DIED", OptionalInt.empty(), "died"))
        .isInstanceOf(JobVerdict.Lost.class);
  }

  @Test
  void anOldRayTellsInWordsWhatWasLost() {
    assertThat(
            verdict(
                JobStatus.FAILED,
                "",
                OptionalInt.empty(),
                "Unexpected error occurred: The actor died unexpectedly before finishing this task."))
        .isInstanceOf(JobVerdict.Lost.class);
    assertThat(
            verdict(
                JobStatus.FAILED,
                "",
                OptionalInt.empty(),
                "runtime_env setup failed: no such wheel"))
        .isInstanceOfSatisfying(
            JobVerdict.Failed.class,
            failed -> assertThat(failed.failure().type()).isEqualTo("runtime-env"));
  }

  @Test
  void aPackageThatTheClusterDroppedIsLostAndSentAgain() {
    assertThat(
            verdict(
                JobStatus.FAILED,
                "RUNTIME_ENV_SETUP_FAILURE",
                OptionalInt.empty(),
                "Failed to download runtime_env file package"))
        .isInstanceOf(JobVerdict.Lost.class);
  }

  @Test
  void anEnvironmentThatCannotBeMadeFailsTheStep() {
    assertThat(
            verdict(
                JobStatus.FAILED,
                "RUNTIME_ENV_SETUP_FAILURE",
                OptionalInt.empty(),
                "No matching distribution found for no-such-package"))
        .isInstanceOfSatisfying(
            JobVerdict.Failed.class,
            failed -> assertThat(failed.failure().message()).contains("no-such-package"));
  }

  @Test
  void aDriverThatBrokeFailsTheStep() {
    assertThat(
            verdict(
                JobStatus.FAILED,
                "JOB_ENTRYPOINT_COMMAND_ERROR",
                OptionalInt.of(1),
                "ModuleNotFoundError"))
        .isInstanceOf(JobVerdict.Failed.class);
  }

  @Test
  void aDriverThatGaveWayIsNotSubmittedAgain() {
    assertThat(
            verdict(
                JobStatus.FAILED,
                "JOB_ENTRYPOINT_COMMAND_ERROR",
                OptionalInt.of(JobVerdict.FENCED),
                ""))
        .isInstanceOf(JobVerdict.Failed.class);
  }

  @Test
  void aJobThatSomebodyElseStoppedFailsTheStep() {
    assertThat(verdict(JobStatus.STOPPED, "", OptionalInt.empty(), "Job was intentionally stopped"))
        .isInstanceOfSatisfying(
            JobVerdict.Failed.class,
            failed -> assertThat(failed.failure().message()).contains("not by this run"));
  }

  @Test
  void anEndWithoutAWordOfTheDriverIsLost() {
    assertThat(verdict(JobStatus.SUCCEEDED, "", OptionalInt.of(0), ""))
        .isInstanceOf(JobVerdict.Lost.class);
  }
}
