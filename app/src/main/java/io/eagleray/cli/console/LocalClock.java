package io.eagleray.cli.console;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;

/** The system's clock in its own zone, whose rules are only read where they are asked for. */
final class LocalClock extends Clock {
  @Override
  public ZoneId getZone() {
    return ZoneId.systemDefault();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return Clock.system(zone);
  }

  @Override
  public Instant instant() {
    return Instant.now();
  }

  @Override
  public long millis() {
    return System.currentTimeMillis();
  }
}
