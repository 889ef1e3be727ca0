package io.eagleray.cli.screen;

/** Text as a POSIX shell reads it. */
public final class Shell {
  private Shell() {}

  /** The text as one word. */
  public static String quoted(String text) {
    return text.matches("[A-Za-z0-9_./:=@%+,-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
