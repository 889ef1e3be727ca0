package io.eagleray.search;

/** The root of everything that this module throws on purpose. */
public abstract class SearchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  protected SearchException(String message) {
    super(message);
  }
}
