package io.eagleray.spi;

/** A run that another process drives. */
public final class RunBusyException extends RunStoreException {
  private static final long serialVersionUID = 1L;

  public RunBusyException(String message) {
    super(message);
  }

  public RunBusyException(String message, Throwable cause) {
    super(message, cause);
  }
}
