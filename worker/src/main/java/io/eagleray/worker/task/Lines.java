package io.eagleray.worker.task;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Cuts bytes into lines, of which only so much is kept. */
final class Lines {
  /** What a line has beyond this is dropped; no report and no message is that long. */
  private static final int LONGEST = 1 << 20;

  private final Consumer<String> reader;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream(256);

  Lines(Consumer<String> reader) {
    this.reader = reader;
  }

  void accept(byte[] chunk, int count) {
    int start = 0;
    for (int i = 0; i < count; i++) {
      if (chunk[i] == '\n') {
        keep(chunk, start, i);
        end();
        start = i + 1;
      }
    }
    keep(chunk, start, count);
  }

  private void keep(byte[] chunk, int start, int end) {
    line.write(chunk, start, Math.min(end - start, LONGEST - line.size()));
  }

  /** The last line may have no end. */
  void end() {
    if (line.size() > 0) {
      String text = line.toString(StandardCharsets.UTF_8);
      line.reset();
      reader.accept(text);
    }
  }
}
