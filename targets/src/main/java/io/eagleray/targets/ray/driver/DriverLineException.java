package io.eagleray.targets.ray.driver;

import io.eagleray.json.JsonException;

/** A line that the driver wrote and that cannot be read: cut off, or of another version. */
public final class DriverLineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DriverLineException(String message) {
    super(message);
  }

  public DriverLineException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Whether the line is none that a driver writes, but may be the beginning of one. */
  public boolean isCutOff() {
    return getCause() instanceof JsonException;
  }
}
