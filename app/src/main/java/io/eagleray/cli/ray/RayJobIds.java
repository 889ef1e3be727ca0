package io.eagleray.cli.ray;

import io.eagleray.problem.InvalidInputException;
import io.eagleray.problem.Location;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Names of jobs. */
final class RayJobIds {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private RayJobIds() {}

  /** A name that no other job has. */
  static String next(Instant now) {
    return String.format(
        Locale.ROOT, "job-%s-%06x", TIME.format(now), new SecureRandom().nextInt(1 << 24));
  }

  /** The name, if it is one. */
  static String require(String id) {
    if (!id.matches("[A-Za-z0-9_-]{1,80}")) {
      throw new InvalidInputException(
          Location.of("command line"),
          "a job's id must be 1 to 80 of A-Z a-z 0-9 _ -, not \"" + id + "\"");
    }
    return id;
  }
}
