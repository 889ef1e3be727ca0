package io.eagleray.engine.python;

import java.nio.file.Path;

/**
 * A Python that can be started.
 *
 * @param executable its own file, not a link or a script that leads to it
 */
public record Interpreter(Path executable, Version version) {

  /** A version of Python. */
  public record Version(int major, int minor, int patch) {
    /** The oldest that workers run on. */
    public static final Version OLDEST = new Version(3, 9, 0);

    boolean isSupported() {
      return major == OLDEST.major && minor >= OLDEST.minor;
    }

    @Override
    public String toString() {
      return major + "." + minor + "." + patch;
    }
  }
}
