package io.eagleray.problem;

/**
 * The surroundings are wrong: no interpreter, no cluster, a full disk, a state folder that cannot
 * be written: exit code 3. The message says what to do.
 */
public final class EnvironmentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public EnvironmentException(String message) {
    super(message);
  }

  public EnvironmentException(String message, Throwable cause) {
    super(message, cause);
  }
}
