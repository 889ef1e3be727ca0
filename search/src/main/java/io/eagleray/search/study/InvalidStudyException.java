package io.eagleray.search.study;

import io.eagleray.search.SearchException;

/** The parts of a study do not fit together, or a question does not fit the study. */
public final class InvalidStudyException extends SearchException {
  private static final long serialVersionUID = 1L;

  public InvalidStudyException(String message) {
    super(message);
  }
}
