package io.eagleray.worker.task;

import io.eagleray.worker.fault.WorkerException;

/** User code that ended the worker's process; the trace is that of the thread which did it. */
final class ExitException extends WorkerException {
  ExitException(String message, Throwable where) {
    super(message);
    setStackTrace(where.getStackTrace());
  }
}
