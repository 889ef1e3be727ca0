package io.eagleray.engine.store.segment;

import io.eagleray.run.Event;
import io.eagleray.spi.RunStoreException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/**
 * Reads one segment from one record on. What a writer is just writing, or was writing when it died,
 * ends it. Not thread-safe.
 */
final class SegmentCursor implements AutoCloseable {
  private final SegmentSource source;
  private final String segment;
  private final long limit;
  private final Queue<Event> events = new ArrayDeque<>();
  private Optional<InputStream> input = Optional.empty();
  private long position;
  private boolean ended;

  /**
   * @param from where a record begins
   * @param limit where no further record is begun
   */
  SegmentCursor(SegmentSource source, String segment, long from, long limit) {
    this.source = source;
    this.segment = segment;
    this.position = from;
    this.limit = limit;
  }

  String segment() {
    return segment;
  }

  /** The end of the last record that was read. */
  long position() {
    return position;
  }

  /** The next event; it stays the next one until it is taken. */
  Optional<Event> peek() throws IOException {
    while (events.isEmpty() && !ended) {
      readRecord();
    }
    return Optional.ofNullable(events.peek());
  }

  Event take() {
    return events.remove();
  }

  private void readRecord() throws IOException {
    if (position >= limit) {
      end();
      return;
    }
    Optional<byte[]> line = line();
    if (line.isEmpty()) {
      end();
      return;
    }
    var decoded = SegmentRecord.decode(line.get(), "the log " + segment);
    if (decoded.isEmpty()) {
      // The end of a segment may be torn by a loss of power; anything else is damage.
      if (line().isPresent()) {
        throw new RunStoreException(
            "the log "
                + segment
                + " is damaged at byte "
                + position
                + "; restore a copy, or move the file away to do without its events");
      }
      end();
      return;
    }
    position += line.get().length + 1L;
    events.addAll(decoded.get());
  }

  private void end() throws IOException {
    ended = true;
    rest();
  }

  /** Gives the file up until more of it is wanted. */
  void rest() throws IOException {
    if (input.isPresent()) {
      input.get().close();
      input = Optional.empty();
    }
  }

  /** A line without its line feed; empty where there is no whole one. */
  private Optional<byte[]> line() throws IOException {
    InputStream bytes = input();
    ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    for (int next = bytes.read(); next >= 0; next = bytes.read()) {
      if (next == '\n') {
        return Optional.of(line.toByteArray());
      }
      line.write(next);
    }
    return Optional.empty();
  }

  private InputStream input() throws IOException {
    if (input.isEmpty()) {
      input = Optional.of(source.open(segment, position));
    }
    return input.get();
  }

  @Override
  public void close() throws IOException {
    rest();
  }
}
