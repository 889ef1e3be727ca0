package io.eagleray.run;

/** What a step is. */
public enum StepStatus {
  WAITING,
  RUNNING,
  SUCCESS,
  FAILED,
  SKIPPED,
  CANCELLED;

  public boolean isEnded() {
    return this != WAITING && this != RUNNING;
  }
}
