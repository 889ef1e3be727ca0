package io.eagleray.search.journal;

import io.eagleray.search.SearchException;

/** A journal cannot be read or written, is damaged, or belongs to another study. */
public final class JournalException extends SearchException {
  private static final long serialVersionUID = 1L;

  public JournalException(String message) {
    super(message);
  }
}
