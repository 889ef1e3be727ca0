package io.eagleray.targets.ray.client;

/**
 * How much of a log was delivered. Each pass over the log begins at its start; what was delivered
 * is skipped.
 *
 * <p>Line ends are counted apart: Ray reads the file with Python's universal newlines, so that a
 * {@code \r\n} that was written in two pieces is two line ends to who follows and one to who reads
 * later.
 */
final class LogCursor {
  private final LogConsumer out;
  private long letters;
  private long newlines;
  private long passLetters;
  private long passNewlines;

  LogCursor(LogConsumer out) {
    this.out = out;
  }

  /** Begins at the log's start. */
  void beginPass() {
    passLetters = 0;
    passNewlines = 0;
  }

  /** Whether this pass has come to where the last one ended. */
  boolean isCaughtUp() {
    return passLetters >= letters;
  }

  /** How much was delivered, about, in bytes. */
  long delivered() {
    return letters + newlines;
  }

  /** What comes next in this pass. */
  void take(byte[] bytes, int offset, int length) {
    int end = offset + length;
    int at = offset;
    while (at < end && !isNew(bytes[at])) {
      count(bytes[at++]);
    }
    if (at == end) {
      return;
    }
    int begin = at;
    for (; at < end; at++) {
      count(bytes[at]);
    }
    letters = passLetters;
    newlines = passNewlines;
    out.accept(bytes, begin, end - begin);
  }

  private boolean isNew(byte next) {
    return next == '\n'
        ? passLetters == letters && passNewlines >= newlines
        : passLetters >= letters;
  }

  private void count(byte next) {
    if (next == '\n') {
      passNewlines++;
    } else {
      passLetters++;
      passNewlines = 0;
    }
  }
}
