package io.eagleray.search.sampler;

import io.eagleray.search.SearchException;

/** A sampler cannot work in a search space; the message names the parameter and what would do. */
public final class UnsupportedSpaceException extends SearchException {
  private static final long serialVersionUID = 1L;

  public UnsupportedSpaceException(String message) {
    super(message);
  }
}
