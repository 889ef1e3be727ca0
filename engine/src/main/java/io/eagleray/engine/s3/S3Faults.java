package io.eagleray.engine.s3;

import io.eagleray.problem.EnvironmentException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The errors of an S3 store in words that say what to do. */
final class S3Faults {
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int TIMEOUT = 408;
  private static final int CONFLICT = 409;
  private static final int UNMET = 412;
  private static final int TOO_MANY = 429;
  private static final int SERVER = 500;
  private static final int NOT_THERE = 501;
  private static final int UNAVAILABLE = 503;

  /** What some stores say of an object that is not there, and so need not be deleted. */
  private static final String NO_FAULT = "NoSuchKey";

  private static final Set<String> PASSING =
      Set.of("InternalError", "ServiceUnavailable", "SlowDown");

  private final String place;

  S3Faults(String place) {
    this.place = place;
  }

  /** Whether the store is away, too busy, or asks to try again. */
  static boolean mayPass(RuntimeException e) {
    return switch (e) {
      case S3Exception answer ->
          answer.statusCode() >= SERVER && answer.statusCode() != NOT_THERE
              || answer.statusCode() == TIMEOUT
              || answer.statusCode() == CONFLICT
              || answer.statusCode() == TOO_MANY;
      case ApiCallAttemptTimeoutException slow -> true;
      case ApiCallTimeoutException slow -> true;
      case AbortedException interrupted -> false;
      case SdkException other -> isOfNetwork(other);
      case UncheckedIOException broken -> true;
      default -> false;
    };
  }

  private static boolean isOfNetwork(Throwable error) {
    for (@Nullable Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException) {
        return true;
      }
    }
    return false;
  }

  /** Whether an object is not there; a bucket should be. */
  static boolean isMissing(RuntimeException e) {
    return e instanceof S3Exception answer
        && answer.statusCode() == NOT_FOUND
        && !code(answer).equals("NoSuchBucket");
  }

  private static String code(S3Exception answer) {
    return Optional.ofNullable(answer.awsErrorDetails())
        .flatMap(details -> Optional.ofNullable(details.errorCode()))
        .orElse("");
  }

  /**
   * An answer to a deletion of several objects is a success also where some of them stay.
   *
   * @throws S3Exception as if the first of these had been deleted alone
   */
  static void throwIfRefused(List<S3Error> errors) {
    for (S3Error error : errors) {
      if (!NO_FAULT.equals(error.code())) {
        throw S3Exception.builder()
            .statusCode(PASSING.contains(error.code()) ? UNAVAILABLE : FORBIDDEN)
            .awsErrorDetails(
                AwsErrorDetails.builder()
                    .errorCode(error.code())
                    .errorMessage(error.key() + " is not deleted: " + error.message())
                    .build())
            .build();
      }
    }
  }

  /** Whether a condition of a write was not met: the object is there, or another than expected. */
  static boolean isUnmet(RuntimeException e) {
    return e instanceof S3Exception answer && answer.statusCode() == UNMET;
  }

  EnvironmentException whenOpening(RuntimeException e) {
    return new EnvironmentException(
        place
            + " cannot be used: "
            + oneLine(e)
            + "; mend bucket, endpoint_url, region or keys in the config file, or start the store",
        e);
  }

  BucketException whenUsing(RuntimeException e) {
    return new BucketException(place + " cannot be used: " + oneLine(e), e);
  }

  BucketException whenAway(RuntimeException e, Duration waited) {
    return new BucketException(
        place + " was away for more than " + waited.toSeconds() + " s (" + oneLine(e) + ")",
        true,
        e);
  }

  private static String oneLine(RuntimeException e) {
    String text = String.valueOf(e.getMessage());
    if (e instanceof S3Exception answer) {
      String said =
          Optional.ofNullable(answer.awsErrorDetails())
              .flatMap(details -> Optional.ofNullable(details.errorMessage()))
              .orElse("");
      text = (code(answer) + " " + said).strip() + " (status " + answer.statusCode() + ")";
    }
    return text.strip().replaceAll("\\s+", " ");
  }
}
