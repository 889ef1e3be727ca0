package io.eagleray.worker.fault;

import org.jspecify.annotations.Nullable;

/** The root of all exceptions of the worker itself; user code never throws one. */
public abstract class WorkerException extends RuntimeException {
  protected WorkerException(String message) {
    super(message);
  }

  protected WorkerException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
