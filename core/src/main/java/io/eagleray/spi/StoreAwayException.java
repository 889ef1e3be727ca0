package io.eagleray.spi;

/** A run store that went away and was waited for in vain; a run can go on when it is back. */
public final class StoreAwayException extends RunStoreException {
  private static final long serialVersionUID = 1L;

  public StoreAwayException(String message, Throwable cause) {
    super(message, cause);
  }
}
