package io.eagleray.cli.past;

import io.eagleray.cli.past.LogFiles.LogFile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Reads logs as they grow. What is read at once is bounded, so a task that prints without end does
 * not fill the memory. Not thread-safe.
 */
final class LogTail {
  private static final int PIECE = 1 << 20;

  private final Map<Path, Long> offsets = new HashMap<>();

  /** Leaves out what is in these logs now. */
  void skip(List<LogFile> logs) {
    logs.forEach(log -> offsets.put(log.file(), log.file().toFile().length()));
  }

  /** Tells the whole lines that were added since the last call, at most one piece of each log. */
  boolean read(List<LogFile> logs, Consumer<Labelled> lines) {
    return read(logs, false, lines);
  }

  /**
   * Tells all that is left, also what stands behind the last whole line: of logs to which nothing
   * is added any more.
   */
  void readToEnd(List<LogFile> logs, Consumer<Labelled> lines) {
    boolean more = true;
    while (more) {
      more = read(logs, true, lines);
    }
  }

  private boolean read(List<LogFile> logs, boolean ended, Consumer<Labelled> lines) {
    boolean any = false;
    for (LogFile log : logs) {
      long from = offsets.getOrDefault(log.file(), 0L);
      if (log.file().toFile().length() > from) {
        any |= read(log, from, ended, lines);
      }
    }
    return any;
  }

  /** A line and the label of its log. */
  record Labelled(String label, String line) {}

  private boolean read(LogFile log, long from, boolean ended, Consumer<Labelled> lines) {
    byte[] bytes = new byte[PIECE];
    int length;
    try (RandomAccessFile file = new RandomAccessFile(log.file().toFile(), "r")) {
      file.seek(from);
      length = file.read(bytes);
    } catch (IOException gone) {
      return false;
    }
    int end = length;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    // A line that is longer than a piece is told in pieces.
    boolean whole = end > 0 || length < PIECE && !ended;
    int taken = whole ? end : length;
    if (taken <= 0) {
      return false;
    }
    offsets.put(log.file(), from + taken);
    List<String> read =
        new ArrayList<>(new String(bytes, 0, taken, StandardCharsets.UTF_8).lines().toList());
    read.forEach(line -> lines.accept(new Labelled(log.label(), line)));
    return true;
  }
}
