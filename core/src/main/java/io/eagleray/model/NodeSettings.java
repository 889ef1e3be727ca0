package io.eagleray.model;

import java.time.Duration;
import java.util.Optional;

/** What every node that does work may carry. A {@code timeout} bounds each attempt. */
public record NodeSettings(RetryPolicy retry, Optional<Duration> timeout) {
  public static final NodeSettings NONE = new NodeSettings(RetryPolicy.NONE, Optional.empty());

  public NodeSettings {
    timeout.ifPresent(duration -> {
      if (duration.isNegative() || duration.isZero()) {
        throw new IllegalArgumentException("a timeout must be longer than nothing: " + duration);
      }
    });
  }
}
