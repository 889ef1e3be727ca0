package io.eagleray.worker.task;

import io.eagleray.worker.fault.WorkerException;

/** A class or method that a step names and that is not there, or not usable. */
final class CommandException extends WorkerException {
  CommandException(String message) {
    super(message);
  }
}
