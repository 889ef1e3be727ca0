package io.eagleray.run;

/** What a run is. */
public enum RunStatus {
  /** Recorded, nothing started. */
  CREATED,
  RUNNING,
  SUCCESS,
  FAILED,
  CANCELLED,
  /** Not ended, and no live process owns it. Derived when read; never recorded. */
  INTERRUPTED;

  public boolean isEnded() {
    return this == SUCCESS || this == FAILED || this == CANCELLED;
  }
}
