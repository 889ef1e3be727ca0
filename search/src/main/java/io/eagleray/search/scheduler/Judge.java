package io.eagleray.search.scheduler;

/**
 * A scheduler at work in one study: a pure function of its events, in their order. What {@link
 * #next} answers changes nothing; the events do. Not thread-safe.
 */
public interface Judge {

  /**
   * A trial has reported; the history knows of it already.
   *
   * @param step grows from report to report of a trial, at least 1
   * @param loss smaller is better; NaN and infinities are never good
   */
  Decision onReport(int trial, long step, double loss);

  /**
   * A trial starts again: what it reported after {@code fromStep} is void.
   *
   * @param fromStep the step of the checkpoint from which it goes on; 0 for the beginning
   */
  void onRestart(int trial, long fromStep);

  /**
   * What to do with a free place.
   *
   * @param canStart whether there are new trials to be had
   * @param running how many trials run
   */
  default Move next(boolean canStart, int running) {
    return canStart ? Move.START : running > 0 ? Move.WAIT : Move.DONE;
  }

  /** A new trial has started. */
  default void onStart(int trial) {}

  /** A paused trial goes on. */
  default void onResume(int trial) {}

  /** A trial has ended; the history knows how. */
  default void onEnd(int trial) {}
}
