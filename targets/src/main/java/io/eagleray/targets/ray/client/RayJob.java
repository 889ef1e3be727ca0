package io.eagleray.targets.ray.client;

import io.eagleray.json.Json;
import io.eagleray.json.JsonNumber;
import io.eagleray.json.JsonObject;
import io.eagleray.json.JsonText;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A job as the cluster tells of it.
 *
 * @param submissionId empty for a driver that was not submitted as a job
 * @param jobId Ray's own id; there once the job's command called {@code ray.init}
 * @param isSubmission whether it was submitted as a job
 * @param message what Ray says of the status; may have several lines and the end of the log
 * @param errorType Ray's word for what failed, such as {@code RUNTIME_ENV_SETUP_FAILURE}
 * @param start when it was accepted
 */
public record RayJob(
    String submissionId,
    Optional<String> jobId,
    boolean isSubmission,
    JobStatus status,
    String entrypoint,
    String message,
    Optional<String> errorType,
    Optional<Instant> start,
    Optional<Instant> end,
    Map<String, String> metadata,
    JsonObject runtimeEnv,
    Optional<String> driverNodeId,
    OptionalInt exitCode) {

  static final Comparator<RayJob> NEWEST_FIRST =
      Comparator.comparing((RayJob job) -> job.start().orElse(Instant.EPOCH))
          .reversed()
          .thenComparing(RayJob::submissionId);

  public RayJob {
    metadata = Map.copyOf(metadata);
  }

  static RayJob of(JsonObject details) {
    Map<String, String> metadata = new LinkedHashMap<>();
    details
        .object("metadata")
        .fields()
        .forEach((name, value) -> {
          if (value instanceof JsonText text) {
            metadata.put(name, text.value());
          }
        });
    return new RayJob(
        details.text("submission_id").orElse(""),
        details.text("job_id"),
        details
            .text("type")
            .map("SUBMISSION"::equals)
            .orElse(details.text("submission_id").isPresent()),
        JobStatus.of(details.text("status").orElse("")),
        details.text("entrypoint").orElse(""),
        Ansi.without(details.text("message").orElse("")),
        details.text("error_type"),
        time(details, "start_time"),
        time(details, "end_time"),
        metadata,
        details.object("runtime_env"),
        details.text("driver_node_id"),
        exitCode(details));
  }

  private static Optional<Instant> time(JsonObject details, String name) {
    Json value = details.get(name).orElse(Json.NULL);
    return value instanceof JsonNumber number && number.asDouble() > 0
        ? Optional.of(Instant.ofEpochMilli((long) number.asDouble()))
        : Optional.empty();
  }

  private static OptionalInt exitCode(JsonObject details) {
    Json value = details.get("driver_exit_code").orElse(Json.NULL);
    return value instanceof JsonNumber number
        ? OptionalInt.of((int) number.asDouble())
        : OptionalInt.empty();
  }

  /** The message in one line: the last of a traceback, without control characters. */
  public String messageLine() {
    return OneLine.of(message);
  }
}
