package io.eagleray.cli.document;

import io.eagleray.cli.screen.Wording;
import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import io.eagleray.targets.ray.client.RayJob;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * A job of a cluster as one document; its runtime environment, which may hold secrets, is left out.
 */
public final class RayJobDocument {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private RayJobDocument() {}

  /**
   * {@code
   * {"job","status","command","message","error_type","exit_code","started","ended","metadata"}}.
   */
  public static JsonObject of(RayJob job) {
    JsonObject.Builder metadata = JsonObject.builder();
    job.metadata().forEach(metadata::put);
    return JsonObject.builder()
        .put("job", job.isSubmission() ? job.submissionId() : job.jobId().orElse(""))
        .put("status", job.status().name())
        .put("command", job.entrypoint())
        .put("message", job.messageLine())
        .put("error_type", text(job.errorType()))
        .put(
            "exit_code",
            job.exitCode().isPresent() ? Json.of(job.exitCode().getAsInt()) : Json.NULL)
        .put("started", text(job.start().map(Instant::toString)))
        .put("ended", text(job.end().map(Instant::toString)))
        .put("metadata", metadata.build())
        .build();
  }

  private static Json text(Optional<String> text) {
    return text.<Json>map(Json::of).orElse(Json.NULL);
  }

  /** A moment, to the second. */
  public static String time(Instant instant) {
    return TIME.format(instant);
  }

  /** How long it took, or takes so far; the empty text where that is unknown. */
  public static String took(RayJob job, Instant now) {
    return job.start()
        .map(start -> Duration.between(start, job.end().orElse(now)))
        .filter(time -> !time.isNegative())
        .map(Wording::duration)
        .orElse("");
  }
}
