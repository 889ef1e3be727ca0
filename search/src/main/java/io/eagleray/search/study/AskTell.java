package io.eagleray.search.study;

import io.eagleray.search.scheduler.Decision;
import java.util.Optional;

/** What a search is told and asked: by a {@link Study}, or by one that keeps a journal. */
public interface AskTell {

  /** See {@link Study#tryAsk}. */
  Optional<Trial> tryAsk();

  /** See {@link Study#report}. */
  Decision report(int trial, long step, double... values);

  /** See {@link Study#tell(int, Outcome)}. */
  void tell(int trial, Outcome outcome);

  /**
   * Asks, evaluates and tells, {@code workers} trials at once on virtual threads, and returns when
   * all have ended. What was asked by hand before stays and counts for the model.
   *
   * <p>With one worker the same seed tries the same configurations; with several it depends on
   * which trial ends first. The function is called outside of any lock.
   *
   * <p>A trial whose function throws an exception has failed: its configuration counts as bad, and
   * the search goes on. After max(10, 2 × workers) failures in a row it is taken for a mistake in
   * the function, and the search ends. An {@link Error} ends it at once and is thrown again.
   *
   * @param trials the most to be run now, at least 0; fewer where the budget or the sampler ends
   * @param workers how many run at once, at least 1
   * @throws TooManyFailuresException when so many failed in a row
   * @throws io.eagleray.search.SearchException where an outcome does not fit the study, or a
   *     journal cannot be written: no further trial starts, and those that run have ended by then
   * @throws InvalidStudyException if the scheduler needs checkpoints: a function cannot go on later
   * @throws InterruptedException when the calling thread is interrupted; the trials that run are
   *     interrupted too, have ended by then, and count as failed
   */
  default void optimize(int trials, int workers, Evaluation function) throws InterruptedException {
    optimizeOutcomes(trials, workers, trial -> Outcome.completed(function.evaluate(trial)));
  }

  /** Like {@link #optimize}, for several objectives or constraints: the function gives them all. */
  void optimizeOutcomes(int trials, int workers, OutcomeEvaluation function)
      throws InterruptedException;
}
