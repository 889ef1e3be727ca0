package io.eagleray.search.forecast;

import io.eagleray.search.SearchException;

/** A fidelity whose bounds make no sense. */
public final class InvalidFidelityException extends SearchException {
  private static final long serialVersionUID = 1L;

  InvalidFidelityException(String message) {
    super(message);
  }
}
