package io.eagleray.search.scheduler;

/** What a trial is to do after a report. */
public enum Decision {
  /** Go on to the next step. */
  CONTINUE,
  /** End now; what it has reported counts. */
  STOP
}
