package io.eagleray.search.study;

import io.eagleray.search.SearchException;

/** A report, an end or a restart that the trial's state does not allow. */
public final class UnexpectedEventException extends SearchException {
  private static final long serialVersionUID = 1L;

  public UnexpectedEventException(String message) {
    super(message);
  }
}
