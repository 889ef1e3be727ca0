package io.eagleray.targets.ray.driver;

/** A line that the driver wrote and that cannot be read: cut off, or of another version. */
public final class DriverLineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DriverLineException(String message) {
    super(message);
  }

  public DriverLineException(String message, Throwable cause) {
    super(message, cause);
  }
}
