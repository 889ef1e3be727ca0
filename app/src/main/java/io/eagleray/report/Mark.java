package io.eagleray.report;

import io.eagleray.run.StepStatus;
import io.eagleray.run.TrialStatus;

/** How one attempt looks in the report. The page knows them by their ordinal. */
enum Mark {
  COMPLETED,
  STOPPED,
  FAILED,
  RUNNING,
  PAUSED,
  /** Its driver ended while it ran. */
  CUT_OFF,
  CANCELLED,
  SKIPPED;

  static Mark of(TrialStatus status) {
    return switch (status) {
      case RUNNING -> RUNNING;
      case COMPLETED -> COMPLETED;
      case STOPPED -> STOPPED;
      case FAILED -> FAILED;
      case PAUSED -> PAUSED;
    };
  }

  static Mark of(StepStatus status) {
    return switch (status) {
      case WAITING, RUNNING -> RUNNING;
      case SUCCESS -> COMPLETED;
      case FAILED -> FAILED;
      case CANCELLED -> CANCELLED;
      case SKIPPED -> SKIPPED;
    };
  }
}
