package io.eagleray.engine.cache;

/** A pattern of files that have to be the same names none. */
final class NoSuchFilesException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NoSuchFilesException(String message) {
    super(message);
  }
}
