package io.eagleray.worker.task;

import java.util.regex.Pattern;

/** The variables of a shell. */
public final class ShellVariable {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private ShellVariable() {}

  /** Whether a name is one that a variable can have, and a shell can export. */
  public static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }
}
