package io.eagleray.engine.store.segment;

import io.eagleray.engine.store.segment.SegmentSource.Segment;
import io.eagleray.run.Event;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * One run's segments as this process reads them. What was read once keeps its place in the order,
 * also when another writer's events of an earlier time come later. Thread-safe.
 */
public final class SegmentLog {
  private final SegmentSource source;
  private final ReentrantLock reading = new ReentrantLock();
  private final List<Stretch> known = new ArrayList<>();
  private final Map<String, Long> ends = new HashMap<>();

  public SegmentLog(SegmentSource source) {
    this.source = source;
  }

  /**
   * What one reading found new.
   *
   * @param before how many events are in front of it
   */
  private record Stretch(long before, long count, List<Part> parts) {
    long end() {
      return before + count;
    }
  }

  private record Part(String segment, long from, long to) {
    SegmentCursor cursor(SegmentSource source) {
      return new SegmentCursor(source, segment, from, to);
    }
  }

  /** Reads as {@link io.eagleray.spi.RunStore#read} does. */
  public long read(long after, Consumer<Event> events) throws IOException {
    reading.lock();
    try {
      List<Segment> segments = source.segments();
      if (!segments.stream().map(Segment::name).toList().containsAll(ends.keySet())) {
        // Somebody deleted the run, and made another of its name.
        known.clear();
        ends.clear();
      }
      for (Stretch stretch : known) {
        if (stretch.end() > after) {
          List<SegmentCursor> cursors =
              stretch.parts().stream().map(part -> part.cursor(source)).toList();
          merge(cursors, after - stretch.before(), events);
        }
      }
      return readNew(segments, after, events);
    } finally {
      reading.unlock();
    }
  }

  private long readNew(List<Segment> segments, long after, Consumer<Event> events)
      throws IOException {
    long before = known.isEmpty() ? 0 : known.getLast().end();
    List<SegmentCursor> cursors = new ArrayList<>();
    for (Segment segment : segments) {
      // What comes while this is read is for the next reading.
      long from = ends.getOrDefault(segment.name(), 0L);
      cursors.add(new SegmentCursor(source, segment.name(), from, segment.size()));
    }
    long count = merge(cursors, after - before, events);
    if (count > 0) {
      List<Part> parts = new ArrayList<>();
      for (SegmentCursor cursor : cursors) {
        long from = ends.getOrDefault(cursor.segment(), 0L);
        if (cursor.position() > from) {
          parts.add(new Part(cursor.segment(), from, cursor.position()));
          ends.put(cursor.segment(), cursor.position());
        }
      }
      known.add(new Stretch(before, count, parts));
    }
    return before + count;
  }

  private static long merge(List<SegmentCursor> cursors, long skipped, Consumer<Event> events)
      throws IOException {
    AtomicLong seen = new AtomicLong();
    try {
      return SegmentMerge.read(
          cursors,
          event -> {
            if (seen.getAndIncrement() >= skipped) {
              events.accept(event);
            }
          });
    } finally {
      for (SegmentCursor cursor : cursors) {
        cursor.close();
      }
    }
  }
}
