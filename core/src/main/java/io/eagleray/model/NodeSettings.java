package io.eagleray.model;

import java.time.Duration;
import java.util.Optional;

/**
 * What every node that does work may carry.
 *
 * @param timeout bounds each attempt
 * @param when whether it is done at all; empty: always
 * @param cache when what it gives is taken from an earlier run; empty: never
 */
public record NodeSettings(
    RetryPolicy retry, Optional<Duration> timeout, Optional<When> when, Optional<CacheRule> cache) {
  public static final NodeSettings NONE =
      new NodeSettings(RetryPolicy.NONE, Optional.empty(), Optional.empty(), Optional.empty());

  public NodeSettings {
    timeout.ifPresent(duration -> {
      if (duration.isNegative() || duration.isZero()) {
        throw new IllegalArgumentException("a timeout must be longer than nothing: " + duration);
      }
    });
  }
}
