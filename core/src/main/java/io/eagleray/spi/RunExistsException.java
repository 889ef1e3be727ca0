package io.eagleray.spi;

/** A run id that is taken. */
public final class RunExistsException extends RunStoreException {
  private static final long serialVersionUID = 1L;

  public RunExistsException(String message) {
    super(message);
  }

  public RunExistsException(String message, Throwable cause) {
    super(message, cause);
  }
}
