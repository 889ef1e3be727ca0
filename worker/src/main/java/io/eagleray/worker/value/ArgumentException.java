package io.eagleray.worker.value;

import io.eagleray.worker.fault.WorkerException;

/** An argument that cannot become what the method declares. */
public final class ArgumentException extends WorkerException {
  public ArgumentException(String message) {
    super(message);
  }
}
