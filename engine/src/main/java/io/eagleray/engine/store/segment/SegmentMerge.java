package io.eagleray.engine.store.segment;

import io.eagleray.run.Event;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * Brings the events of several segments into one order: those of one segment in theirs, else by the
 * driver's epoch, then by time.
 */
final class SegmentMerge {
  private static final Comparator<Head> ORDER =
      Comparator.comparingInt((Head head) -> head.event().epoch())
          .thenComparing(head -> head.event().at())
          .thenComparing(head -> head.cursor().segment());

  private SegmentMerge() {}

  private record Head(Event event, SegmentCursor cursor) {}

  /**
   * Reads all cursors to their ends. Segments that lie behind each other are open one at a time.
   */
  static long read(List<SegmentCursor> cursors, Consumer<Event> events) throws IOException {
    PriorityQueue<Head> heads = new PriorityQueue<>(ORDER);
    for (SegmentCursor cursor : cursors) {
      add(cursor, heads);
      cursor.rest();
    }
    long count = 0;
    for (Head head = heads.poll(); head != null; head = heads.poll()) {
      events.accept(head.cursor().take());
      count++;
      add(head.cursor(), heads);
    }
    return count;
  }

  private static void add(SegmentCursor cursor, PriorityQueue<Head> heads) throws IOException {
    cursor.peek().ifPresent(event -> heads.add(new Head(event, cursor)));
  }
}
