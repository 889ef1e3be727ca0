package io.eagleray.engine.store.s3;

import io.eagleray.engine.s3.Bucket;
import io.eagleray.engine.s3.BucketException;
import io.eagleray.engine.store.RunId;
import io.eagleray.engine.store.segment.SegmentLog;
import io.eagleray.engine.store.segment.SegmentRecord;
import io.eagleray.run.Event;
import io.eagleray.spi.EarlierStep;
import io.eagleray.spi.RunExistsException;
import io.eagleray.spi.RunStore;
import io.eagleray.spi.RunStoreException;
import io.eagleray.spi.StoreAwayException;
import io.eagleray.spi.UnknownRunException;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Keeps run logs in a bucket: for each run a marker, a segment for each process that writes, and a
 * lease of its driver. A store that goes away is waited for, within a limit. Thread-safe.
 */
final class S3RunStore implements RunStore {
  private final Bucket bucket;
  private final RunMarkers markers;
  private final RunKeys keys;
  private final RunLeases leases;
  private final Map<String, BucketSegmentWriter> writers = new ConcurrentHashMap<>();
  private final Map<String, Log> logs = new ConcurrentHashMap<>();

  S3RunStore(Bucket bucket, Clock clock) {
    this.bucket = bucket;
    this.markers = new RunMarkers(bucket, clock);
    this.keys = new RunKeys(bucket, markers);
    this.leases = new RunLeases(bucket);
  }

  /** What was read of the run whose segments are there. */
  private record Log(String segments, SegmentLog log) {}

  @Override
  public void create(String runId) {
    RunId.check(runId);
    if (!attempt(() -> markers.create(runId))) {
      throw new RunExistsException("the run id " + runId + " is taken");
    }
    writers.remove(runId);
  }

  @Override
  public void append(String runId, List<Event> events) {
    if (!events.isEmpty()) {
      RunId.check(runId);
      attempt(() -> {
        BucketSegmentWriter writer = writers.computeIfAbsent(runId, this::writer);
        writer.append(SegmentRecord.encode(events));
        keys.add(runId, writer.segments(), events);
        return true;
      });
    }
  }

  private BucketSegmentWriter writer(String runId) {
    return new BucketSegmentWriter(bucket, segments(runId), () -> leases.check(runId));
  }

  private String segments(String runId) {
    return markers
        .find(runId)
        .map(RunMarkers.Marker::segments)
        .orElseThrow(() -> new UnknownRunException("there is no run " + runId));
  }

  @Override
  public long read(String runId, long after, Consumer<Event> events) {
    RunId.check(runId);
    return attempt(() -> log(runId).log().read(after, events));
  }

  /** Somebody may have deleted the run, and made another of its name. */
  private Log log(String runId) {
    String segments = segments(runId);
    writers.computeIfPresent(
        runId, (run, known) -> known.segments().equals(segments) ? known : null);
    return logs.compute(
        runId,
        (run, known) ->
            known != null && known.segments().equals(segments)
                ? known
                : new Log(segments, new SegmentLog(new BucketSegments(bucket, segments))));
  }

  @Override
  public Optional<EarlierStep> earlier(String key, String exceptRun) {
    return attempt(() -> keys.newest(key, exceptRun));
  }

  @Override
  public List<String> runs() {
    return attempt(markers::newestFirst);
  }

  @Override
  public boolean exists(String runId) {
    RunId.check(runId);
    return attempt(() -> markers.has(runId));
  }

  /**
   * {@inheritDoc}
   *
   * @throws io.eagleray.spi.RunBusyException if a process drives it
   */
  @Override
  public void delete(String runId) {
    try (RunLock lock = lock(runId)) {
      writers.remove(runId);
      logs.remove(runId);
      attempt(() -> {
        markers.delete(runId);
        leases.forget(runId);
        return true;
      });
    }
  }

  @Override
  public RunLock lock(String runId) {
    RunId.check(runId);
    return attempt(() -> leases.lock(runId));
  }

  @Override
  public boolean isLocked(String runId) {
    RunId.check(runId);
    return attempt(() -> leases.isLocked(runId));
  }

  @Override
  public Set<String> driven() {
    return attempt(leases::all);
  }

  @Override
  public void close() {
    leases.close();
    bucket.close();
  }

  private interface Attempt<T> {
    T run() throws IOException;
  }

  private <T> T attempt(Attempt<T> attempt) {
    try {
      return attempt.run();
    } catch (BucketException e) {
      throw fault(e);
    } catch (IOException e) {
      throw new RunStoreException(
          "the run logs in " + bucket.place() + " cannot be read: " + e.getMessage(), e);
    }
  }

  static RunStoreException fault(BucketException e) {
    String message = "the run log store " + e.getMessage();
    return e.isAway()
        ? new StoreAwayException(message + "; when it is back, resume the run", e)
        : new RunStoreException(message, e);
  }
}
