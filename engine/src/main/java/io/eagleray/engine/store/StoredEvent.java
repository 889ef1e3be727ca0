package io.eagleray.engine.store;

import io.eagleray.run.Event;
import io.eagleray.run.EventCodec;
import io.eagleray.run.EventFormatException;
import io.eagleray.spi.RunStoreException;
import java.time.Instant;

/** An event as a row. */
public record StoredEvent(
    String writer, long sequence, int epoch, long at, String type, String body) {
  private static final long NANOS = 1_000_000_000L;

  public static StoredEvent of(Event event) {
    Instant at = event.at();
    return new StoredEvent(
        event.writer(),
        event.sequence(),
        event.epoch(),
        Math.addExact(Math.multiplyExact(at.getEpochSecond(), NANOS), at.getNano()),
        EventCodec.type(event.body()),
        EventCodec.body(event.body()).text());
  }

  /**
   * The event.
   *
   * @throws RunStoreException if it cannot be read
   */
  public Event event(String runId) {
    try {
      Instant time = Instant.ofEpochSecond(Math.floorDiv(at, NANOS), Math.floorMod(at, NANOS));
      return new Event(writer, sequence, epoch, time, EventCodec.read(type, body));
    } catch (EventFormatException e) {
      throw new RunStoreException(
          "the log of run " + runId + " cannot be read: " + e.getMessage(), e);
    }
  }
}
