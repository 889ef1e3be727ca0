package io.eagleray.worker.task;

import io.eagleray.worker.fault.WorkerException;

/** A script that ended with another exit code than 0, or without what it must export. */
final class ScriptException extends WorkerException {
  ScriptException(String message) {
    super(message);
  }
}
