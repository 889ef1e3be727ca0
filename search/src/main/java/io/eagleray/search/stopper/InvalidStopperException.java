package io.eagleray.search.stopper;

import io.eagleray.search.SearchException;

/** A stopper was given an argument that breaks a rule. */
public final class InvalidStopperException extends SearchException {
  private static final long serialVersionUID = 1L;

  public InvalidStopperException(String message) {
    super(message);
  }
}
