package io.eagleray.engine.store.postgres;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Tries again while the database is away, up to a limit. */
final class Outage {
  private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(2);

  private final Duration limit;
  private final PostgresFaults faults;

  Outage(Duration limit, PostgresFaults faults) {
    this.limit = limit;
    this.faults = faults;
  }

  /** What is tried. */
  interface Work<T> {
    /**
     * @param again whether it was tried before, and may have been done
     */
    T run(boolean again) throws SQLException;
  }

  /**
   * Does the work, again and again while the database is away.
   *
   * @throws io.eagleray.spi.RunStoreException if it fails, or stays away for longer than the limit
   */
  <T> T outlast(Work<T> work) {
    long began = System.nanoTime();
    long pause = FIRST_PAUSE;
    for (boolean again = false; ; again = true) {
      try {
        return work.run(again);
      } catch (SQLException e) {
        if (!PostgresFaults.mayPass(e)) {
          throw faults.whenUsing(e);
        }
        if (System.nanoTime() - began > limit.toNanos() || !slept(pause)) {
          throw faults.whenAway(e, Duration.ofNanos(System.nanoTime() - began));
        }
        pause = Math.min(2 * pause, LONGEST_PAUSE);
      }
    }
  }

  private static boolean slept(long nanos) {
    try {
      TimeUnit.NANOSECONDS.sleep(nanos);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
