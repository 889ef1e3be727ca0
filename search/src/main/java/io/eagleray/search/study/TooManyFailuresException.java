package io.eagleray.search.study;

import io.eagleray.search.SearchException;

/** One trial after the other failed; the cause is what the first of them threw. */
public final class TooManyFailuresException extends SearchException {
  private static final long serialVersionUID = 1L;

  TooManyFailuresException(String message, Throwable first) {
    super(message);
    initCause(first);
  }
}
