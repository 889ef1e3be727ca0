package io.eagleray.spi;

/** A run id that no run has. */
public final class UnknownRunException extends RunStoreException {
  private static final long serialVersionUID = 1L;

  public UnknownRunException(String message) {
    super(message);
  }

  public UnknownRunException(String message, Throwable cause) {
    super(message, cause);
  }
}
