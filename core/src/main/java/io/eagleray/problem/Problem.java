package io.eagleray.problem;

import java.util.Locale;
import java.util.Optional;

/**
 * One thing that is wrong, or doubtful, in an input.
 *
 * @param message what is wrong and what would be right, in one line
 * @param topic where more is said about it
 */
public record Problem(Location at, Severity severity, String message, Optional<Topic> topic) {
  /** Whether a problem stops a run. */
  public enum Severity {
    /** Nothing runs. */
    ERROR,
    /** It runs, and says so. */
    WARNING,
    /** Nothing is wrong; a check tells how something is understood. */
    NOTE;

    /** What stands before the message. */
    public String prefix() {
      return this == ERROR ? "" : name().toLowerCase(Locale.ROOT) + ": ";
    }
  }

  /** A problem about which no more is said. */
  public Problem(Location at, Severity severity, String message) {
    this(at, severity, message, Optional.empty());
  }

  @Override
  public String toString() {
    return at + "  " + severity.prefix() + message;
  }
}
