package io.eagleray.run;

/** A stored event that this version cannot read. */
public final class EventFormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public EventFormatException(String message) {
    super(message);
  }
}
