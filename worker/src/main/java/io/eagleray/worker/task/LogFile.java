package io.eagleray.worker.task;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The log of a task: a file that is appended to, made with the first byte that is written. Writes
 * are collected, and pushed on at once when the last push was some time ago, else soon after by
 * {@link LogPusher}: a quiet task's lines are seen at once, a noisy one does not pay for each line.
 * Safe for use by several threads.
 */
final class LogFile extends OutputStream {
  private static final int BUFFER = 1 << 14;

  private final Path path;
  private final LogPusher pusher;
  private final byte[] buffer;
  private int count;
  private long pushedAt;
  private boolean ended;
  private @Nullable OutputStream file;
  private @Nullable IOException fault;

  LogFile(Path path, LogPusher pusher) {
    this.path = path;
    this.pusher = pusher;
    this.buffer = new byte[BUFFER];
    this.pushedAt = System.nanoTime() - LogPusher.PAUSE.toNanos();
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    if (length > BUFFER - count) {
      push();
    }
    if (length > BUFFER) {
      append(bytes, offset, length);
      return;
    }
    boolean first = count == 0;
    System.arraycopy(bytes, offset, buffer, count, length);
    count += length;
    if (ended) {
      push();
    } else if (first && count > 0) {
      pusher.add(this);
    }
  }

  /** Pushes on what was collected, unless that was done a moment ago. */
  @Override
  public synchronized void flush() throws IOException {
    if (System.nanoTime() - pushedAt >= LogPusher.PAUSE.toNanos()) {
      push();
    }
  }

  /** Pushes on what was collected. */
  synchronized void push() throws IOException {
    try {
      if (count > 0) {
        int length = count;
        count = 0;
        append(buffer, 0, length);
        pushedAt = System.nanoTime();
      }
    } finally {
      OutputStream open = file;
      if (ended && open != null) {
        file = null;
        open.close();
      }
    }
  }

  /**
   * The end of the task. What a thread left behind writes later is appended all the same.
   *
   * @throws IOException also where something could not be written before
   */
  @Override
  public synchronized void close() throws IOException {
    ended = true;
    push();
    IOException lost = fault;
    if (lost != null) {
      throw lost;
    }
  }

  private void append(byte[] bytes, int offset, int length) throws IOException {
    try {
      open().write(bytes, offset, length);
    } catch (IOException e) {
      fault = e;
      throw e;
    }
  }

  private OutputStream open() throws IOException {
    OutputStream open = file;
    if (open == null) {
      Path folder = path.getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      // Not a channel: an interrupt of the user's thread would close one.
      open = new FileOutputStream(path.toFile(), true);
      file = open;
    }
    return open;
  }
}
