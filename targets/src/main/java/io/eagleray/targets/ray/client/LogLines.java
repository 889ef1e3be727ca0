package io.eagleray.targets.ray.client;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Makes lines of a log. A line that is too long is cut, and says so at its end. Not thread-safe.
 */
public final class LogLines implements LogConsumer {
  /** What is kept of a line, in bytes: 2 MiB. */
  public static final int USUAL_LIMIT = 2 << 20;

  private final Consumer<String> lines;
  private final int limit;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private long cut;

  public LogLines(Consumer<String> lines) {
    this(lines, USUAL_LIMIT);
  }

  /**
   * With another limit.
   *
   * @param limit what is kept of a line, in bytes
   */
  public LogLines(Consumer<String> lines, int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("a line must keep 1 byte or more: " + limit);
    }
    this.lines = lines;
    this.limit = limit;
  }

  @Override
  public void accept(byte[] bytes, int offset, int length) {
    int end = offset + length;
    int begin = offset;
    for (int at = offset; at < end; at++) {
      if (bytes[at] == '\n') {
        keep(bytes, begin, at - begin);
        flush();
        begin = at + 1;
      }
    }
    keep(bytes, begin, end - begin);
  }

  /** Delivers what stands behind the last line end, if there is anything. */
  public void end() {
    if (line.size() > 0 || cut > 0) {
      flush();
    }
  }

  private void keep(byte[] bytes, int offset, int length) {
    int fits = Math.min(length, limit - line.size());
    line.write(bytes, offset, fits);
    cut += length - fits;
  }

  private void flush() {
    String text = line.toString(StandardCharsets.UTF_8);
    if (cut > 0) {
      // The cut may go through a letter.
      text =
          (text.endsWith("\uFFFD") ? text.substring(0, text.length() - 1) : text)
              + "… ["
              + cut
              + " bytes cut]";
    }
    line.reset();
    cut = 0;
    lines.accept(text);
  }
}
