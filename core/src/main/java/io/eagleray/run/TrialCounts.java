package io.eagleray.run;

/** How many trials are in which state; a trial that was started again counts once. */
public record TrialCounts(int completed, int stopped, int failed, int running) {
  public int total() {
    return completed + stopped + failed + running;
  }
}
