package io.eagleray.json;

/** Text that is not JSON. */
public final class JsonException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public JsonException(String message, Throwable cause) {
    super(message, cause);
  }

  public JsonException(String message) {
    super(message);
  }
}
