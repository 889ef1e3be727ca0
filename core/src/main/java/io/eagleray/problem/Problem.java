package io.eagleray.problem;

/**
 * One thing that is wrong, or doubtful, in an input.
 *
 * @param message what is wrong and what would be right, in one line
 */
public record Problem(Location at, Severity severity, String message) {
  /** Whether a problem stops a run. */
  public enum Severity {
    /** Nothing runs. */
    ERROR,
    /** It runs, and says so. */
    WARNING
  }

  @Override
  public String toString() {
    return at + "  " + (severity == Severity.WARNING ? "warning: " : "") + message;
  }
}
