package io.eagleray.worker.task;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Carries a script's output into the log, and shows each of its lines to a reader. */
final class Pump implements Runnable {
  private final InputStream from;
  private final OutputStream to;
  private final Lines lines;
  private volatile long carried;
  private volatile boolean reading;

  Pump(InputStream from, OutputStream to, Lines lines) {
    this.from = from;
    this.to = to;
    this.lines = lines;
  }

  @Override
  public void run() {
    long total = 0;
    byte[] chunk = new byte[1 << 14];
    try {
      while (true) {
        reading = true;
        int count = from.read(chunk);
        reading = false;
        if (count < 0) {
          break;
        }
        total += count;
        carried = total;
        to.write(chunk, 0, count);
        to.flush();
        lines.accept(chunk, count);
      }
      lines.end();
    } catch (IOException e) {
      // The pipe was closed under it, or the disk is full: then the task's end tells it.
    } finally {
      reading = false;
    }
  }

  /** Bytes so far. */
  long carried() {
    return carried;
  }

  /** Whether it waits for the script, and not for the log or the reader of lines. */
  boolean isReading() {
    return reading;
  }
}
