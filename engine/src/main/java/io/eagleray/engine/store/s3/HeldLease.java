package io.eagleray.engine.store.s3;

import io.eagleray.engine.s3.Bucket;
import io.eagleray.engine.s3.BucketException;
import io.eagleray.engine.s3.Content;
import io.eagleray.spi.RunBusyException;
import io.eagleray.spi.RunStoreException;
import java.time.Duration;
import java.util.Optional;

/** A lease that this process took. Thread-safe. */
final class HeldLease {
  /** What is younger binds others for sure, however long a write takes. */
  private static final Duration SAFE = Lease.TERM.dividedBy(2);

  private final Bucket bucket;
  private final String key;
  private final String runId;
  private Lease lease;
  private String tag;
  private long renewed;
  private boolean ended;

  /**
   * @param tag of the object that says it
   * @param taken when the taking began, by {@link System#nanoTime}
   */
  HeldLease(Bucket bucket, String key, String runId, Lease lease, String tag, long taken) {
    this.bucket = bucket;
    this.key = key;
    this.runId = runId;
    this.lease = lease;
    this.tag = tag;
    this.renewed = taken;
  }

  /**
   * Returns when it binds others for a while.
   *
   * @throws RunBusyException if it was not renewed in time, and another process has taken it
   */
  synchronized void check() {
    if (ended || System.nanoTime() - renewed > SAFE.toNanos()) {
      renew(bucket);
    }
  }

  /** Renews it, if that can be done now. */
  synchronized void tryRenew() {
    if (!ended) {
      try {
        renew(bucket.withoutPatience());
      } catch (BucketException | RunStoreException later) {
        // Whoever writes next tries again, and waits, and tells.
      }
    }
  }

  private void renew(Bucket through) {
    long began = System.nanoTime();
    Lease next = lease.renewed();
    Optional<String> written = through.replace(key, next.bytes(), tag);
    if (written.isEmpty()) {
      // The answer to an earlier try may have been lost.
      Optional<Content> now = through.read(key);
      ended = now.filter(content -> Lease.of(content).holder().equals(lease.holder())).isEmpty();
      if (ended) {
        String other = now.map(content -> Lease.of(content).process().words()).orElse("another");
        throw new RunBusyException(
            "run " + runId + " is driven by " + other + " now: this one was away for too long");
      }
      tag = now.orElseThrow().tag();
    } else {
      tag = written.get();
    }
    lease = next;
    renewed = began;
  }

  /** Gives it up; where that cannot be told, it is void after its term. */
  synchronized void end() {
    lease.end();
    if (!ended) {
      ended = true;
      try {
        bucket.withoutPatience().replace(key, lease.givenUp().bytes(), tag);
      } catch (BucketException away) {
        // Whoever shares this process or machine knows it before that.
      }
    }
  }
}
