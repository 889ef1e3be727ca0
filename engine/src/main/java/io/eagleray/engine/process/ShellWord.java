package io.eagleray.engine.process;

import java.util.regex.Pattern;

/** Text as a POSIX shell reads it. */
public final class ShellWord {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=@%+,-]+");

  private ShellWord() {}

  /** The text as one word. */
  public static String of(String text) {
    return PLAIN.matcher(text).matches() ? text : "'" + inQuotes(text) + "'";
  }

  /** The text as it stands between single quotes. */
  public static String inQuotes(String text) {
    return text.replace("'", "'\\''");
  }
}
