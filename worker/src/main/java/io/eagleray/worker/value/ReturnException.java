package io.eagleray.worker.value;

import io.eagleray.worker.fault.WorkerException;
import org.jspecify.annotations.Nullable;

/** A returned value that is not what the step's {@code returns} say, or cannot be stored. */
public final class ReturnException extends WorkerException {
  public ReturnException(String message) {
    super(message);
  }

  public ReturnException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
