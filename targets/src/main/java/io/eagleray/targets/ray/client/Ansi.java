package io.eagleray.targets.ray.client;

import java.util.regex.Pattern;

/** Colours and cursor movements that Ray puts into its texts. */
public final class Ansi {
  private static final Pattern CODE =
      Pattern.compile(
          "\u001B(?:\\[[0-?]*[ -/]*[@-~]|\\][^\u0007\u001B]*(?:\u0007|\u001B\\\\)|[@-Z\\\\-_])");

  private Ansi() {}

  /** The text without them. */
  public static String without(String text) {
    return text.indexOf('\u001B') < 0 ? text : CODE.matcher(text).replaceAll("");
  }
}
