package io.eagleray.engine.worker;

import io.eagleray.run.Failure;
import io.eagleray.spi.TaskOutcome;
import java.util.Optional;

/**
 * A worker's end while tasks were in it.
 *
 * @param exitCode of the process; 128 and the signal's number where a signal ended it
 * @param tasks how many tasks were in it
 * @param killedFor the task for whose sake the engine killed it, or that ended it; or 0
 * @param unheard why the engine could not take in what it said, and killed it
 */
record WorkerDeath(int exitCode, int tasks, long killedFor, Optional<String> unheard) {
  private static final int OUT_OF_MEMORY = 3;
  private static final int SIGNAL_BASE = 128;
  private static final int SIGKILL = 9;
  private static final int SIGSEGV = 11;
  private static final int SIGABRT = 6;

  /** What this means for one of the tasks. */
  TaskOutcome outcome(long task) {
    if (killedFor == task) {
      return new TaskOutcome.Cancelled();
    }
    if (killedFor != 0) {
      return new TaskOutcome.Lost(false, "its worker was ended by another task, or for its sake");
    }
    if (unheard.isPresent()) {
      return tasks == 1
          ? new TaskOutcome.Failed(Failure.of("environment", unheard.get()))
          : new TaskOutcome.Lost(true, unheard.get());
    }
    return tasks == 1
        ? new TaskOutcome.Failed(
            Failure.of("worker-died", "the function ended its process: " + cause()))
        : new TaskOutcome.Lost(true, "its worker ended: " + cause());
  }

  private String cause() {
    return switch (exitCode) {
      case OUT_OF_MEMORY -> "exit code 3 (where it was a JVM, its heap was exhausted)";
      case SIGNAL_BASE + SIGKILL -> "killed by signal 9 (KILL); was the machine out of memory?";
      case SIGNAL_BASE + SIGSEGV -> "signal 11 (SEGV), a fault in native code";
      case SIGNAL_BASE + SIGABRT -> "signal 6 (ABRT)";
      default ->
          exitCode > SIGNAL_BASE && exitCode < SIGNAL_BASE + 65
              ? "signal " + (exitCode - SIGNAL_BASE)
              : "exit code " + exitCode;
    };
  }
}
