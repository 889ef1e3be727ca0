package io.eagleray.commandline;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what other processes do, which cannot tell us. */
public final class Waiting {
  private static final Duration TURN = Duration.ofMillis(10);

  private Waiting() {}

  /**
   * Looks until something is so.
   *
   * @return how long that took
   */
  public static Duration until(String what, Duration limit, BooleanSupplier isSo) {
    long begin = System.nanoTime();
    while (!isSo.getAsBoolean()) {
      if (System.nanoTime() - begin > limit.toNanos()) {
        throw new AssertionError("not within " + limit + ": " + what);
      }
      LockSupport.parkNanos(TURN.toNanos());
    }
    return Duration.ofNanos(System.nanoTime() - begin);
  }
}
