package io.eagleray.cli;

import io.eagleray.run.RunStatus;

/** What the process says to whoever started it. */
final class ExitCode {
  static final int DONE = 0;

  /** The run failed. */
  static final int FAILED = 1;

  /** The input is wrong: what the user can mend in files, arguments or secrets. */
  static final int INPUT = 2;

  /** The environment is wrong: no interpreter, no cluster, a full disk, the state folder. */
  static final int ENVIRONMENT = 3;

  /** Cancelled or interrupted. */
  static final int INTERRUPTED = 130;

  private ExitCode() {}

  /** The code for a run that is over, or whose driver is gone. */
  static int of(RunStatus status) {
    return switch (status) {
      case SUCCESS -> DONE;
      case FAILED -> FAILED;
      case CANCELLED, INTERRUPTED, CREATED, RUNNING -> INTERRUPTED;
    };
  }
}
