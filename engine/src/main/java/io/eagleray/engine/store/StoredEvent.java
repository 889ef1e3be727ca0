package io.eagleray.engine.store;

import io.eagleray.run.Event;
import io.eagleray.run.EventCodec;
import io.eagleray.run.EventFormatException;
import io.eagleray.run.RunEvent;
import io.eagleray.spi.EarlierStep;
import io.eagleray.spi.RunStoreException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/**
 * An event as a row.
 *
 * @param key of a success that other runs may take over; asked for when it is written only
 */
public record StoredEvent(
    String writer,
    long sequence,
    int epoch,
    long at,
    String type,
    String body,
    Optional<String> key) {
  /** What is read of a row. */
  public static final String COLUMNS = "writer, sequence, epoch, at, type, body";

  private static final long NANOS = 1_000_000_000L;

  public static StoredEvent of(Event event) {
    Instant at = event.at();
    return new StoredEvent(
        event.writer(),
        event.sequence(),
        event.epoch(),
        Math.addExact(Math.multiplyExact(at.getEpochSecond(), NANOS), at.getNano()),
        EventCodec.type(event.body()),
        EventCodec.body(event.body()).text(),
        event.body() instanceof RunEvent.StepEnded end ? end.key() : Optional.empty());
  }

  /**
   * A row that was read.
   *
   * @param row the columns {@link #COLUMNS}
   * @param first the index of the first of them
   */
  public static StoredEvent of(ResultSet row, int first) throws SQLException {
    return new StoredEvent(
        row.getString(first),
        row.getLong(first + 1),
        row.getInt(first + 2),
        row.getLong(first + 3),
        row.getString(first + 4),
        row.getString(first + 5),
        Optional.empty());
  }

  /**
   * The success that it is.
   *
   * @throws RunStoreException if it cannot be read
   */
  public EarlierStep earlier(String runId) {
    Event event = event(runId);
    if (event.body() instanceof RunEvent.StepEnded end) {
      return new EarlierStep(runId, event.at(), end);
    }
    throw new RunStoreException(
        "the log of run " + runId + " cannot be read: an event with a key ends no step");
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
