package io.eagleray.search.scheduler;

import io.eagleray.search.history.History;

/**
 * A rule by which trials are ended early, set aside and taken up again. Immutable; used by any
 * number of studies.
 */
public interface Scheduler {

  /**
   * Starts judging the trials of one study.
   *
   * @param history what happens in the study; it grows
   * @param seed for what the rule leaves to chance; equal seeds and events give equal decisions
   */
  Judge start(History history, long seed);

  /** Whether trials may be paused or go on from the checkpoints of others. */
  default boolean needsCheckpoints() {
    return false;
  }
}
