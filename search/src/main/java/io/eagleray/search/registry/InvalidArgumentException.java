package io.eagleray.search.registry;

import io.eagleray.search.SearchException;

/** An argument that is unknown or of the wrong type. */
public final class InvalidArgumentException extends SearchException {
  private static final long serialVersionUID = 1L;
  private final String argument;

  public InvalidArgumentException(String argument, String message) {
    super(message);
    this.argument = argument;
  }

  /** The argument's name. */
  public String argument() {
    return argument;
  }
}
