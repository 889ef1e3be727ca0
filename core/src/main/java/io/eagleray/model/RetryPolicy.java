package io.eagleray.model;

import java.time.Duration;

/**
 * How often a step is tried, and how long is waited between.
 *
 * @param maxAttempts tries in all; 1 means no retry
 * @param delay before the second attempt
 * @param backoff the factor by which each further delay grows, 1 or more
 * @param maxDelay no delay is longer
 * @param jitter the share by which a delay varies at random, from 0 to 1
 */
public record RetryPolicy(
    int maxAttempts, Duration delay, double backoff, Duration maxDelay, double jitter) {
  /** One attempt. */
  public static final RetryPolicy NONE =
      new RetryPolicy(1, Duration.ZERO, 2, Duration.ofMinutes(1), 0);

  public RetryPolicy {
    if (maxAttempts < 1) {
      throw new IllegalArgumentException("max_attempts must be 1 or more: " + maxAttempts);
    }
    if (delay.isNegative() || maxDelay.isNegative()) {
      throw new IllegalArgumentException(
          "a delay must not be negative: " + delay + ", " + maxDelay);
    }
    if (!(backoff >= 1) || !Double.isFinite(backoff)) {
      throw new IllegalArgumentException("backoff must be 1 or more: " + backoff);
    }
    if (!(jitter >= 0 && jitter <= 1)) {
      throw new IllegalArgumentException("jitter must be from 0 to 1: " + jitter);
    }
  }

  /**
   * The wait before the attempt that follows {@code attempt}.
   *
   * @param attempt the attempt that failed, from 1
   * @param random from 0 to 1
   */
  public Duration delayAfter(int attempt, double random) {
    double factor = Math.pow(backoff, attempt - 1.0) * (1 + jitter * (2 * random - 1));
    double millis = Math.min(maxDelay.toMillis(), delay.toMillis() * factor);
    return Duration.ofMillis(Math.round(millis));
  }
}
