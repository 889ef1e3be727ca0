package io.eagleray.engine.store.segment;

import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonException;
import io.eagleray.run.Event;
import io.eagleray.run.EventCodec;
import io.eagleray.run.EventFormatException;
import io.eagleray.spi.RunStoreException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * What one append writes: one line, which is there whole or does not count. The line is a checksum
 * (CRC-32C in hex) of what follows the space behind it, and the events as a JSON array.
 */
public final class SegmentRecord {
  private static final int CHECKSUM = 8;

  private SegmentRecord() {}

  public static byte[] encode(List<Event> events) {
    String json =
        events.stream()
            .<Json>map(event -> EventCodec.write(event))
            .collect(JsonArray.collect())
            .text();
    byte[] text = json.getBytes(StandardCharsets.UTF_8);
    byte[] line = new byte[CHECKSUM + 1 + text.length + 1];
    byte[] checksum = checksum(text, 0, text.length).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(checksum, 0, line, 0, CHECKSUM);
    line[CHECKSUM] = ' ';
    System.arraycopy(text, 0, line, CHECKSUM + 1, text.length);
    line[line.length - 1] = '\n';
    return line;
  }

  /**
   * The events of a line.
   *
   * @param line without the line feed
   * @param where for messages
   * @return empty where the line is not what was written
   * @throws RunStoreException if it was written by a newer version
   */
  public static Optional<List<Event>> decode(byte[] line, String where) {
    int start = CHECKSUM + 1;
    if (line.length <= start
        || !checksum(line, start, line.length - start)
            .equals(new String(line, 0, CHECKSUM, StandardCharsets.US_ASCII))) {
      return Optional.empty();
    }
    try {
      JsonArray events =
          (JsonArray)
              Json.parseOwn(new String(line, start, line.length - start, StandardCharsets.UTF_8));
      return Optional.of(events.items().stream().map(EventCodec::readEvent).toList());
    } catch (EventFormatException | JsonException e) {
      throw new RunStoreException(where + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static String checksum(byte[] bytes, int from, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, from, length);
    return HexFormat.of().toHexDigits((int) checksum.getValue());
  }
}
