package io.eagleray.engine.s3;

import java.io.IOException;
import java.io.UncheckedIOException;

/** A bucket that does not do what is asked of it, or stayed away for too long. */
public final class BucketException extends UncheckedIOException {
  private static final long serialVersionUID = 1L;

  private final boolean away;

  BucketException(String message, Throwable cause) {
    this(message, false, cause);
  }

  BucketException(String message, boolean away, Throwable cause) {
    super(message, new IOException(message, cause));
    this.away = away;
  }

  /** Whether it was waited for in vain, and may come back. */
  public boolean isAway() {
    return away;
  }
}
