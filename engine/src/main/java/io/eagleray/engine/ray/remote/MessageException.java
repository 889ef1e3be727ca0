package io.eagleray.engine.ray.remote;

/** A line from the driver that cannot be understood; the message says which, and why. */
final class MessageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MessageException(String message) {
    super(message);
  }

  MessageException(String message, Throwable cause) {
    super(message, cause);
  }
}
