package io.eagleray.engine.s3;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Tries again while the store is away, up to a limit. */
final class Outage {
  private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(2);

  private final Duration limit;
  private final S3Faults faults;

  Outage(Duration limit, S3Faults faults) {
    this.limit = limit;
    this.faults = faults;
  }

  /**
   * Does the work, again and again while the store is away.
   *
   * @throws BucketException if it fails, or stays away for longer than the limit; but not for what
   *     is missing or unmet, which is passed on
   */
  <T> T outlast(Supplier<T> work) {
    long began = System.nanoTime();
    long pause = FIRST_PAUSE;
    while (true) {
      try {
        return work.get();
      } catch (RuntimeException e) {
        if (S3Faults.isMissing(e) || S3Faults.isUnmet(e) || e instanceof BucketException) {
          throw e;
        }
        if (!S3Faults.mayPass(e)) {
          throw faults.whenUsing(e);
        }
        if (System.nanoTime() - began > limit.toNanos() || !slept(pause)) {
          throw faults.whenAway(e, Duration.ofNanos(System.nanoTime() - began));
        }
        pause = Math.min(2 * pause, LONGEST_PAUSE);
      }
    }
  }

  /** Not all that wait come back at the same moment. */
  private static boolean slept(long nanos) {
    try {
      TimeUnit.NANOSECONDS.sleep(nanos / 2 + Math.floorMod(System.nanoTime(), nanos / 2));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
