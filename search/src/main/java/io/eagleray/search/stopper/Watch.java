package io.eagleray.search.stopper;

/**
 * A stopper at work in one study: a function of its events, in their order, but for {@link
 * TimeoutStopper}. Not thread-safe.
 */
public interface Watch {

  /**
   * A trial has reported; the history knows of it already.
   *
   * @param step grows from report to report of a trial, at least 1
   * @param loss smaller is better; may be NaN or infinite
   * @return whether the trial has done enough: it ends now, and its last report is its result
   */
  boolean onReport(int trial, long step, double loss);

  /** A trial starts again: what it reported after {@code fromStep} is void. */
  default void onRestart(int trial, long fromStep) {}

  /** A trial has ended; the history knows how. */
  default void onEnd(int trial) {}

  /** Whether the search is over: no trial starts any more, and those that run are cut short. */
  default boolean isOver() {
    return false;
  }
}
