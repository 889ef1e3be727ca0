package io.eagleray.engine.store.s3;

import io.eagleray.engine.s3.Blob;
import io.eagleray.engine.s3.Bucket;
import io.eagleray.engine.s3.Content;
import io.eagleray.json.Json;
import io.eagleray.json.JsonException;
import io.eagleray.json.JsonObject;
import io.eagleray.spi.RunStoreException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;

/**
 * Which runs there are: a run is there as long as its marker is. The marker says when the run was
 * made, and where its segments are, so that what a deleted run may have left never shows in another
 * of its name. Thread-safe.
 */
final class RunMarkers {
  private static final String PREFIX = "runs/";

  private final Bucket bucket;
  private final Clock clock;
  private Instant lastMade = Instant.MIN;

  RunMarkers(Bucket bucket, Clock clock) {
    this.bucket = bucket;
    this.clock = clock;
  }

  /**
   * What a marker says.
   *
   * @param made when
   * @param segments the prefix of the run's segments
   */
  record Marker(Instant made, String segments) {}

  private static String key(String runId) {
    return PREFIX + runId;
  }

  /** Makes a run; false where there is one of that name. */
  boolean create(String runId) {
    byte[] marker =
        JsonObject.builder()
            .put("made", made().toString())
            .put("segments", "segments/" + runId + "/" + UUID.randomUUID() + "/")
            .build()
            .text()
            .getBytes(StandardCharsets.UTF_8);
    // The answer to an earlier try may have been lost; no other writes the same.
    return bucket.create(key(runId), marker).isPresent()
        || bucket
            .read(key(runId))
            .filter(content -> Arrays.equals(content.bytes(), marker))
            .isPresent();
  }

  /** Now, and later than any other that was made here. */
  private synchronized Instant made() {
    Instant now = clock.instant();
    lastMade = now.isAfter(lastMade) ? now : lastMade.plusNanos(1);
    return lastMade;
  }

  boolean has(String runId) {
    return bucket.find(key(runId)).isPresent();
  }

  Optional<Marker> find(String runId) {
    return bucket.read(key(runId)).map(content -> parse(runId, content));
  }

  private Marker parse(String runId, Content content) {
    try {
      JsonObject marker =
          (JsonObject) Json.parse(new String(content.bytes(), StandardCharsets.UTF_8));
      return new Marker(
          Instant.parse(marker.text("made").orElseThrow()), marker.text("segments").orElseThrow());
    } catch (JsonException | ClassCastException | DateTimeException | NoSuchElementException e) {
      throw new RunStoreException(
          key(runId) + " in " + bucket.place() + " is no run of ours: " + e.getMessage(), e);
    }
  }

  /**
   * All runs. The store's own time goes first, as one clock for all that make runs; what is of one
   * second there is in the order of what the makers say.
   */
  List<String> newestFirst() {
    List<Blob> markers = bucket.list(PREFIX);
    Map<Instant, Long> ofSecond = new HashMap<>();
    markers.forEach(marker -> ofSecond.merge(second(marker), 1L, Long::sum));
    record Run(String id, Instant second, Instant made) {}
    return markers.stream()
        .map(marker -> {
          String id = marker.key().substring(PREFIX.length());
          Instant second = second(marker);
          Instant made =
              ofSecond.getOrDefault(second, 1L) == 1
                  ? second
                  : find(id).map(Marker::made).orElse(Instant.MIN);
          return new Run(id, second, made);
        })
        .sorted(
            Comparator.comparing(Run::second)
                .thenComparing(Run::made)
                .thenComparing(Run::id)
                .reversed())
        .map(Run::id)
        .toList();
  }

  private static Instant second(Blob marker) {
    return marker.modified().truncatedTo(ChronoUnit.SECONDS);
  }

  /** From then on there is no such run. */
  void delete(String runId) {
    Optional<Marker> marker = find(runId);
    if (marker.isPresent()) {
      bucket.delete(List.of(key(runId)));
      bucket.delete(bucket.list(marker.get().segments()).stream().map(Blob::key).toList());
    }
  }
}
