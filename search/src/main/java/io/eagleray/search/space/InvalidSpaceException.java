package io.eagleray.search.space;

import io.eagleray.search.SearchException;

/**
 * A domain, a parameter or a whole search space that breaks a rule; the message names the rule and
 * the value.
 */
public final class InvalidSpaceException extends SearchException {
  private static final long serialVersionUID = 1L;

  public InvalidSpaceException(String message) {
    super(message);
  }
}
