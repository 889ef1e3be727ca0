package io.eagleray.search.study;

import io.eagleray.search.SearchException;

/** There is nothing left to try: the budget is used up, or the grid is through. */
public final class ExhaustedException extends SearchException {
  private static final long serialVersionUID = 1L;

  public ExhaustedException(String message) {
    super(message);
  }
}
