package io.eagleray.search.scheduler;

/** A rule by which trials are ended early. Immutable; used by any number of studies. */
public interface Scheduler {

  /**
   * Starts judging the trials of one study.
   *
   * @param seed for what the rule leaves to chance; equal seeds and reports give equal decisions
   */
  Judge start(long seed);
}
