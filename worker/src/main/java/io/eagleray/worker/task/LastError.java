package io.eagleray.worker.task;

import java.util.List;

/**
 * The last line of a script's errors that says something: neither blank, nor the advice to read
 * about options with which many programs end. Thread-safe.
 */
final class LastError {
  private static final List<String> ADVICE = List.of("See '", "Run '", "Try '");

  private volatile String line = "";

  void add(String next) {
    if (!next.isBlank() && !isAdvice(next)) {
      line = next;
    }
  }

  private static boolean isAdvice(String line) {
    return line.contains(" --help'") && ADVICE.stream().anyMatch(line::startsWith);
  }

  /** What goes behind a message: a colon and the line; empty where there is none. */
  String suffix() {
    return line.isEmpty() ? "" : ": " + line;
  }
}
