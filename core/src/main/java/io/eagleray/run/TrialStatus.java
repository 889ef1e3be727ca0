package io.eagleray.run;

/** What a trial is. */
public enum TrialStatus {
  RUNNING,
  /** It ran to its end, or to where its config says that it has done enough. */
  COMPLETED,
  /** The scheduler, or the end of the time budget, ended it early. */
  STOPPED,
  FAILED,
  PAUSED;

  public boolean isEnded() {
    return this == COMPLETED || this == STOPPED || this == FAILED;
  }
}
