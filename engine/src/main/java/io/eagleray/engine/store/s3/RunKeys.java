package io.eagleray.engine.store.s3;

import io.eagleray.engine.s3.Blob;
import io.eagleray.engine.s3.Bucket;
import io.eagleray.engine.s3.Content;
import io.eagleray.engine.store.segment.SegmentRecord;
import io.eagleray.run.Event;
import io.eagleray.run.RunEvent;
import io.eagleray.spi.EarlierStep;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Successes by their keys: {@code keys/<key>/<time>-<run>}, the newest first, each a line that says
 * where the run's segments are, and a record like theirs. Written after the segment has the event;
 * those of runs that are gone are deleted when they are met. Thread-safe.
 */
final class RunKeys {
  private static final String PREFIX = "keys/";

  /** As long as the longest time is. */
  private static final int DIGITS = 19;

  private final Bucket bucket;
  private final RunMarkers markers;

  RunKeys(Bucket bucket, RunMarkers markers) {
    this.bucket = bucket;
    this.markers = markers;
  }

  /**
   * Files those events that have a key.
   *
   * @param segments the prefix of the run's segments
   */
  void add(String runId, String segments, List<Event> events) {
    for (Event event : events) {
      if (event.body() instanceof RunEvent.StepEnded end && end.key().isPresent()) {
        byte[] place = (segments + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] record = SegmentRecord.encode(List.of(event));
        byte[] content = Arrays.copyOf(place, place.length + record.length);
        System.arraycopy(record, 0, content, place.length, record.length);
        bucket.put(prefix(end.key().get()) + newestFirst(event.at()) + "-" + runId, content);
      }
    }
  }

  private static String prefix(String key) {
    if (!key.matches("[0-9a-f]{4,}")) {
      throw new IllegalArgumentException("a key in lower-case hex, not " + key);
    }
    return PREFIX + key + "/";
  }

  private static String newestFirst(Instant at) {
    long nanos = Duration.between(Instant.EPOCH, at).toNanos();
    return String.format(Locale.ROOT, "%0" + DIGITS + "d", Long.MAX_VALUE - nanos);
  }

  /** The newest success under a key, of a run that is still there and is not that one. */
  Optional<EarlierStep> newest(String key, String exceptRun) {
    String prefix = prefix(key);
    for (Blob blob : bucket.list(prefix)) {
      String runId = blob.key().substring(prefix.length() + DIGITS + 1);
      Optional<Content> content =
          runId.equals(exceptRun) ? Optional.empty() : bucket.read(blob.key());
      if (content.isPresent()) {
        Optional<EarlierStep> step = step(runId, blob.key(), content.get().bytes());
        if (step.isPresent()) {
          return step;
        }
        bucket.delete(List.of(blob.key()));
      }
    }
    return Optional.empty();
  }

  private Optional<EarlierStep> step(String runId, String key, byte[] content) {
    String text = new String(content, StandardCharsets.UTF_8);
    int line = text.indexOf('\n');
    String segments = line < 0 ? "" : text.substring(0, line);
    boolean isThere =
        markers.find(runId).filter(marker -> marker.segments().equals(segments)).isPresent();
    if (!isThere) {
      return Optional.empty();
    }
    byte[] record = text.substring(line + 1).strip().getBytes(StandardCharsets.UTF_8);
    return SegmentRecord.decode(record, key)
        .map(List::getFirst)
        .flatMap(event ->
            event.body() instanceof RunEvent.StepEnded end
                ? Optional.of(new EarlierStep(runId, event.at(), end))
                : Optional.empty());
  }
}
