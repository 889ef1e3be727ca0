package io.eagleray.worker.task;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Cuts bytes into lines, of which only so much is kept. */
final class Lines extends OutputStream {
  /** What a line has beyond this is dropped; no report and no message is that long. */
  private static final int LONGEST = 1 << 20;

  private final Consumer<String> reader;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream(256);

  Lines(Consumer<String> reader) {
    this.reader = reader;
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] chunk, int offset, int length) {
    int start = offset;
    for (int i = offset; i < offset + length; i++) {
      if (chunk[i] == '\n') {
        keep(chunk, start, i);
        end();
        start = i + 1;
      }
    }
    keep(chunk, start, offset + length);
  }

  private void keep(byte[] chunk, int start, int end) {
    line.write(chunk, start, Math.min(end - start, LONGEST - line.size()));
  }

  private void end() {
    if (line.size() > 0) {
      String text = line.toString(StandardCharsets.UTF_8);
      line.reset();
      reader.accept(text);
    }
  }

  /** The last line may have no end. */
  @Override
  public void close() {
    end();
  }
}
