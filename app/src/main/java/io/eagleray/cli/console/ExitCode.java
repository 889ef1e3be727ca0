package io.eagleray.cli.console;

import io.eagleray.run.RunStatus;

/** What the process says to whoever started it. */
public final class ExitCode {
  public static final int DONE = 0;

  /** The run failed. */
  public static final int FAILED = 1;

  /** The input is wrong: what the user can mend in files, arguments or secrets. */
  public static final int INPUT = 2;

  /** The environment is wrong: no interpreter, no cluster, a full disk, the state folder. */
  public static final int ENVIRONMENT = 3;

  /** Cancelled or interrupted. */
  public static final int INTERRUPTED = 130;

  private ExitCode() {}

  /** The code for a run that is over, or whose driver is gone. */
  public static int of(RunStatus status) {
    return switch (status) {
      case SUCCESS -> DONE;
      case FAILED -> FAILED;
      case CANCELLED, INTERRUPTED, CREATED, RUNNING -> INTERRUPTED;
    };
  }
}
