package io.eagleray.search.scheduler;

/**
 * A scheduler at work in one study: a pure function of the reports, in their order. Not
 * thread-safe.
 */
public interface Judge {

  /**
   * A trial has reported.
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
}
