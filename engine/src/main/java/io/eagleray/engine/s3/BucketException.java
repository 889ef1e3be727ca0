package io.eagleray.engine.s3;

import java.io.IOException;
import java.io.UncheckedIOException;

/** A bucket that does not do what is asked of it, or stayed away for too long. */
public final class BucketException extends UncheckedIOException {
  private static final long serialVersionUID = 1L;

  BucketException(String message, Throwable cause) {
    super(message, new IOException(message, cause));
  }
}
