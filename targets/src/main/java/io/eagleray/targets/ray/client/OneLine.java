package io.eagleray.targets.ray.client;

import java.util.List;

/** Ray's texts of many lines, tracebacks above all, as one line for a user. */
final class OneLine {
  private static final int LONGEST = 400;
  private static final String TRACEBACK = "Traceback (most recent call last)";

  private OneLine() {}

  /** What a text comes to: of a traceback its last exception, else its first line. */
  static String of(String text) {
    List<String> lines =
        Ansi.without(text).lines().map(OneLine::printable).filter(any -> !any.isEmpty()).toList();
    if (lines.isEmpty()) {
      return "";
    }
    boolean traceback = lines.stream().anyMatch(line -> line.contains(TRACEBACK));
    String line = traceback ? exception(text, lines.getLast()) : lines.getFirst();
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }

  // The exception begins after the last indented line; its own message may have several lines.
  private static String exception(String text, String fallback) {
    String last = "";
    boolean inFrames = false;
    for (String line : Ansi.without(text).lines().toList()) {
      boolean indented = line.startsWith(" ") || line.isBlank() || line.contains(TRACEBACK);
      if (inFrames && !indented) {
        last = printable(line);
      }
      inFrames = indented && (inFrames || !line.isBlank());
    }
    return last.isEmpty() ? fallback : last;
  }

  private static String printable(String line) {
    return line.replaceAll("\\p{Cc}", " ").strip();
  }
}
