package io.eagleray.engine.ray;

import io.eagleray.search.SearchException;

/** Something that the native engine has not. */
final class NotNativeException extends SearchException {
  private static final long serialVersionUID = 1L;

  NotNativeException(String message) {
    super(message);
  }
}
