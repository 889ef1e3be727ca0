package io.eagleray.engine.store.s3;

import io.eagleray.engine.s3.Bucket;
import io.eagleray.engine.s3.Content;
import io.eagleray.spi.RunBusyException;
import io.eagleray.spi.RunStore.RunLock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The right to drive a run: a lease, which its holder renews. It is taken on condition that it is
 * still what was seen, so of several only one gets it; its age is told by the store's clock. One
 * whose holder ended on this machine is void at once, others after their term. Thread-safe.
 */
final class RunLeases implements AutoCloseable {
  private static final String PREFIX = "leases/";
  private static final Duration RENEWAL = Lease.TERM.dividedBy(4);
  private static final int MOST_TRIES = 10;

  private final Bucket bucket;
  private final Map<String, HeldLease> held = new ConcurrentHashMap<>();
  private Optional<ScheduledExecutorService> renewing = Optional.empty();

  RunLeases(Bucket bucket) {
    this.bucket = bucket;
  }

  private static String key(String runId) {
    return PREFIX + runId;
  }

  /**
   * Takes it.
   *
   * @throws RunBusyException if another holds it
   */
  RunLock lock(String runId) {
    Lease wanted = Lease.begin();
    HeldLease lease;
    try {
      lease = take(runId, wanted);
    } catch (RuntimeException e) {
      wanted.end();
      throw e;
    }
    held.put(runId, lease);
    renewFromNowOn();
    return () -> {
      if (held.remove(runId, lease)) {
        lease.end();
      }
    };
  }

  private HeldLease take(String runId, Lease wanted) {
    for (int i = 0; i < MOST_TRIES; i++) {
      long began = System.nanoTime();
      Optional<Content> now = bucket.read(key(runId));
      Optional<Lease> lease = now.map(Lease::of);
      boolean ours = lease.filter(other -> other.holder().equals(wanted.holder())).isPresent();
      if (!ours && now.isPresent() && lease.orElseThrow().binds(now.get().age())) {
        throw new RunBusyException(
            "run " + runId + " is driven by " + lease.get().process().words() + " now");
      }
      Optional<String> tag =
          ours
              ? now.map(Content::tag)
              : now.isEmpty()
                  ? bucket.create(key(runId), wanted.bytes())
                  : bucket.replace(key(runId), wanted.bytes(), now.get().tag());
      if (tag.isPresent()) {
        return new HeldLease(bucket, key(runId), runId, wanted, tag.get(), began);
      }
    }
    throw new RunBusyException("run " + runId + " is taken by one process after the other now");
  }

  private synchronized void renewFromNowOn() {
    if (renewing.isEmpty()) {
      ScheduledExecutorService timer =
          Executors.newSingleThreadScheduledExecutor(
              Thread.ofPlatform().daemon().name("leases").factory());
      timer.scheduleWithFixedDelay(
          () -> held.values().forEach(HeldLease::tryRenew),
          RENEWAL.toMillis(),
          RENEWAL.toMillis(),
          TimeUnit.MILLISECONDS);
      renewing = Optional.of(timer);
    }
  }

  /**
   * Whether this process may write to a run: it does not drive it, or does so still.
   *
   * @throws RunBusyException if the lease was lost
   */
  void check(String runId) {
    Optional.ofNullable(held.get(runId)).ifPresent(HeldLease::check);
  }

  boolean isLocked(String runId) {
    return held.containsKey(runId)
        || bucket
            .read(key(runId))
            .filter(content -> Lease.of(content).binds(content.age()))
            .isPresent();
  }

  /** The runs that are locked. */
  Set<String> all() {
    return bucket.list(PREFIX).stream()
        .filter(lease -> lease.age().compareTo(Lease.TERM) < 0)
        .map(lease -> lease.key().substring(PREFIX.length()))
        .filter(this::isLocked)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Removes what is left of it. To be called by who holds it. */
  void forget(String runId) {
    held.remove(runId);
    bucket.delete(List.of(key(runId)));
  }

  @Override
  public synchronized void close() {
    renewing.ifPresent(ScheduledExecutorService::shutdownNow);
    held.values().forEach(HeldLease::end);
    held.clear();
  }
}
