package io.eagleray.cli;

/** Text as a POSIX shell reads it. */
final class Shell {
  private Shell() {}

  /** The text as one word. */
  static String quoted(String text) {
    return text.matches("[A-Za-z0-9_./:=@%+,-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
