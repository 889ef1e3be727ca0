package io.eagleray.worker.value;

import io.eagleray.worker.fault.WorkerException;
import org.jspecify.annotations.Nullable;

/** A stored object that cannot be read: missing, changed, or of classes that are not there. */
public final class ObjectException extends WorkerException {
  public ObjectException(String message) {
    super(message);
  }

  public ObjectException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
