package io.eagleray.search.study;

/** What {@link Study#optimize} searches the best of: a user's function. */
@FunctionalInterface
public interface Evaluation {
  /**
   * Tries a configuration. Called on a virtual thread, by several at once where there are several
   * workers.
   *
   * @return the metric; NaN and infinities are taken, but never count as good
   * @throws Exception where it cannot be tried: the trial has failed, and the search goes on (see
   *     {@link Study#optimize} for how long)
   */
  double evaluate(LiveTrial trial) throws Exception;
}
