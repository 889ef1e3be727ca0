package io.eagleray.worker;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Reads lines of any length, in UTF-8. */
final class LineReader {
  private final InputStream in;
  private byte[] buffer = new byte[1 << 16];
  private int from;
  private int to;

  LineReader(InputStream in) {
    this.in = in;
  }

  /** The next line, or empty at the end; an unfinished last line is dropped. */
  Optional<String> next() throws IOException {
    int searched = from;
    while (true) {
      for (int i = searched; i < to; i++) {
        if (buffer[i] == '\n') {
          String line = new String(buffer, from, i - from, StandardCharsets.UTF_8);
          from = i + 1;
          return Optional.of(line);
        }
      }
      searched = to - from;
      makeRoom();
      int count = in.read(buffer, to, buffer.length - to);
      if (count < 0) {
        return Optional.empty();
      }
      to += count;
    }
  }

  /** Moves what is unread to the front, and doubles a full buffer. */
  private void makeRoom() {
    System.arraycopy(buffer, from, buffer, 0, to - from);
    to -= from;
    from = 0;
    if (to == buffer.length) {
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
  }
}
