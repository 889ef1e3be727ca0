package io.eagleray.run;

/** What a trial is. */
public enum TrialStatus {
  RUNNING,
  /** It ran to its end. */
  COMPLETED,
  /** The scheduler, or a stop condition, ended it early. */
  STOPPED,
  FAILED,
  PAUSED;

  public boolean isEnded() {
    return this == COMPLETED || this == STOPPED || this == FAILED;
  }
}
