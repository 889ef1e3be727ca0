package io.eagleray.engine.store.segment;

import io.eagleray.run.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * One run's segments as this process reads them. What was read once keeps its place in the order,
 * also when another writer's events of an earlier time come later. Thread-safe.
 */
final class SegmentLog {
  static final String SUFFIX = ".log";

  private final Path folder;
  private final ReentrantLock reading = new ReentrantLock();
  private final List<Stretch> known = new ArrayList<>();
  private final Map<Path, Long> ends = new HashMap<>();

  SegmentLog(Path folder) {
    this.folder = folder;
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

  private record Part(Path file, long from, long to) {
    SegmentCursor cursor() {
      return new SegmentCursor(file, from, to);
    }
  }

  /** Reads as {@link io.eagleray.spi.RunStore#read} does. */
  long read(long after, Consumer<Event> events) throws IOException {
    reading.lock();
    try {
      List<Path> files = files();
      if (!files.containsAll(ends.keySet())) {
        // Somebody deleted the run, and made another of its name.
        known.clear();
        ends.clear();
      }
      for (Stretch stretch : known) {
        if (stretch.end() > after) {
          List<SegmentCursor> cursors = stretch.parts().stream().map(Part::cursor).toList();
          merge(cursors, after - stretch.before(), events);
        }
      }
      return readNew(files, after, events);
    } finally {
      reading.unlock();
    }
  }

  private long readNew(List<Path> files, long after, Consumer<Event> events) throws IOException {
    long before = known.isEmpty() ? 0 : known.getLast().end();
    List<SegmentCursor> cursors = new ArrayList<>();
    for (Path file : files) {
      // What comes while this is read is for the next reading.
      cursors.add(new SegmentCursor(file, ends.getOrDefault(file, 0L), Files.size(file)));
    }
    long count = merge(cursors, after - before, events);
    if (count > 0) {
      List<Part> parts = new ArrayList<>();
      for (SegmentCursor cursor : cursors) {
        long from = ends.getOrDefault(cursor.file(), 0L);
        if (cursor.position() > from) {
          parts.add(new Part(cursor.file(), from, cursor.position()));
          ends.put(cursor.file(), cursor.position());
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

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
    }
  }
}
