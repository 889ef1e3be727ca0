package io.eagleray.search.scheduler;

import io.eagleray.search.SearchException;

/** A scheduler was given an argument that breaks a rule. */
public final class InvalidSchedulerException extends SearchException {
  private static final long serialVersionUID = 1L;

  public InvalidSchedulerException(String message) {
    super(message);
  }
}
