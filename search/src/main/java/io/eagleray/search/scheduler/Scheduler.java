package io.eagleray.search.scheduler;

import io.eagleray.search.history.History;
import java.util.OptionalLong;

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

  /**
   * The step at which a trial has gone as far as it may; empty where there is none. One that comes
   * there is complete, not stopped early, and may still return what it has made.
   */
  default OptionalLong lastStep() {
    return OptionalLong.empty();
  }
}
