package io.eagleray.search.study;

/** A user's function with several objectives or with constraints; see {@link Evaluation}. */
@FunctionalInterface
public interface OutcomeEvaluation {
  /**
   * Tries a configuration.
   *
   * @return a value for each objective and constraint
   * @throws Exception where it cannot be tried: the trial has failed, and the search goes on
   */
  Outcome evaluate(LiveTrial trial) throws Exception;
}
