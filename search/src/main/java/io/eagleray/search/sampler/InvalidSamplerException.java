package io.eagleray.search.sampler;

import io.eagleray.search.SearchException;

/** A sampler was given an argument that breaks a rule. */
public final class InvalidSamplerException extends SearchException {
  private static final long serialVersionUID = 1L;

  public InvalidSamplerException(String message) {
    super(message);
  }
}
