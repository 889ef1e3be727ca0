package io.eagleray.targets.ray;

import io.eagleray.run.Failure;
import io.eagleray.targets.ray.client.RayJob;
import java.util.Locale;

/** What a job's end means for the step, where the driver did not say it itself. */
sealed interface JobVerdict {
  /** It was ended by what is around it, not by what it does: it is worth another submission. */
  record Lost(String reason) implements JobVerdict {}

  /** It failed by itself, and would again. */
  record Failed(Failure failure) implements JobVerdict {}

  /** Killed by signal 9, as a process of a job looks to its shell. */
  int KILLED = 137;

  /** Ended by itself because a later submission of the step runs. */
  int FENCED = 75;

  /** The verdict on a job that has ended. */
  static JobVerdict of(RayJob job) {
    String what = "the Ray job " + job.submissionId() + " ";
    String message = job.messageLine();
    String error = job.errorType().orElseGet(() -> errorOf(message));
    return switch (job.status()) {
      case STOPPED ->
          failed("job-stopped", what + "was stopped on the cluster, not by this run: " + message);
      case SUCCEEDED ->
          new Lost(what + "ended without a result: its log was cut off, or its driver was");
      case FAILED -> failure(what, error, message, job.exitCode().orElse(0));
      case PENDING, RUNNING, UNKNOWN ->
          throw new IllegalArgumentException(what + "has not ended: " + job.status());
    };
  }

  /** The type of an error that an old Ray, such as 2.9, tells in words only. */
  private static String errorOf(String message) {
    if (message.startsWith("runtime_env setup failed")) {
      return "RUNTIME_ENV_SETUP_FAILURE";
    }
    boolean isSupervisor =
        message.startsWith("Unexpected error occurred")
            || message.startsWith("Failed to start supervisor actor")
            || message.startsWith("Job supervisor actor could not be scheduled");
    return isSupervisor ? "JOB_SUPERVISOR_ACTOR_DIED" : "";
  }

  private static JobVerdict failure(String what, String error, String message, int exitCode) {
    boolean packageGone = message.toLowerCase(Locale.ROOT).contains("failed to download");
    if (error.equals("RUNTIME_ENV_SETUP_FAILURE") && !packageGone) {
      return failed("runtime-env", what + "could not be started in its runtime_env: " + message);
    }
    if (exitCode == FENCED) {
      return failed("fenced", what + "gave way to a later submission of this step");
    }
    if (packageGone || error.startsWith("JOB_SUPERVISOR") || exitCode >= KILLED || exitCode < 0) {
      return new Lost(what + "was lost: " + (message.isEmpty() ? error : message));
    }
    return failed("driver", what + "failed: " + message);
  }

  private static JobVerdict failed(String type, String message) {
    return new Failed(Failure.of(type, message));
  }
}
