package io.eagleray.worker.task;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Carries a script's output into the log, and to who reads its lines. */
final class Pump implements Runnable {
  private final InputStream from;
  private final OutputStream lines;
  private OutputStream log;
  private volatile long carried;
  private volatile boolean reading;

  /**
   * @param lines is closed at the end
   */
  Pump(InputStream from, OutputStream log, OutputStream lines) {
    this.from = from;
    this.log = log;
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
        keep(chunk, count);
        lines.write(chunk, 0, count);
      }
      lines.close();
    } catch (IOException e) {
      // The pipe was closed under it.
    } finally {
      reading = false;
    }
  }

  /** A log that cannot be written, as the task's end tells, must not hold the script up. */
  private void keep(byte[] chunk, int count) {
    try {
      log.write(chunk, 0, count);
      log.flush();
    } catch (IOException e) {
      log = OutputStream.nullOutputStream();
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
