package io.eagleray.engine.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Notices when a worker's memory has grown far over what it was after its first task. Reads Linux's
 * {@code /proc}; elsewhere it sees nothing.
 */
final class MemoryWatch {
  /** A worker that grew by more is replaced. */
  static final long LIMIT = 1L << 30;

  private static final long PAGE = 4096;

  private final Path statm;
  private long first;
  private int looks;

  MemoryWatch(long pid) {
    this.statm = Path.of("/proc", Long.toString(pid), "statm");
  }

  /** Looks at every 16th call, because a look costs more than a small task. */
  boolean hasGrown() {
    if (looks++ % 16 != 0) {
      return false;
    }
    long now = resident();
    if (first == 0) {
      first = now;
    }
    return now - first > LIMIT;
  }

  private long resident() {
    try {
      return Long.parseLong(Files.readString(statm).split(" ", 3)[1]) * PAGE;
    } catch (IOException | RuntimeException unknown) {
      return 0;
    }
  }
}
