package io.eagleray.search.study;

import io.eagleray.search.scheduler.Decision;
import io.eagleray.search.space.Configuration;

/** A trial that {@link Study#optimize} runs, as the user's function sees it. */
public final class LiveTrial {
  private final Trial trial;
  private final Reporting reporting;

  /** Takes a report to the study. */
  @FunctionalInterface
  interface Reporting {
    Decision report(int trial, long step, double... values);
  }

  LiveTrial(Trial trial, Reporting reporting) {
    this.trial = trial;
    this.reporting = reporting;
  }

  /** From 0, in the order of asking. */
  public int number() {
    return trial.number();
  }

  /** What to try. */
  public Configuration config() {
    return trial.config();
  }

  /**
   * Reports intermediate values, one for each objective, so that the study's scheduler can end the
   * trial here.
   *
   * @param step above the last one; at least 1
   * @param values the metrics so far
   * @throws TrialStoppedException when the trial is to end; let it pass
   */
  public void report(long step, double... values) {
    if (reporting.report(trial.number(), step, values) != Decision.CONTINUE) {
      throw new TrialStoppedException("trial " + trial.number() + " is stopped at step " + step);
    }
  }
}
