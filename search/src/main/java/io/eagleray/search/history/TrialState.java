package io.eagleray.search.history;

/** Where a trial stands. */
public enum TrialState {
  /** Proposed, without an end yet. */
  RUNNING,
  /** Set aside by the scheduler; it may go on from where it was. */
  PAUSED,
  /** Ended by itself, with a value. */
  COMPLETED,
  /** Ended early by the scheduler or a stop rule; its last report counts. */
  STOPPED,
  /** Ended by an error; its configuration counts as bad. */
  FAILED;

  public boolean isEnded() {
    return this != RUNNING && this != PAUSED;
  }
}
