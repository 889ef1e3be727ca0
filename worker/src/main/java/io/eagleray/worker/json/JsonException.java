package io.eagleray.worker.json;

import io.eagleray.worker.fault.WorkerException;

/** A text that is not JSON, or a JSON value that has not the expected form. */
public final class JsonException extends WorkerException {
  public JsonException(String message) {
    super(message);
  }
}
