package io.eagleray.engine.ray.remote;

/** The driver reads no more. */
final class DriverGoneException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DriverGoneException(Throwable cause) {
    super("the driver reads no more", cause);
  }
}
