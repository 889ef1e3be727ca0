package io.eagleray.search.history;

import io.eagleray.search.space.Configuration;
import io.eagleray.search.space.SearchSpace;

/**
 * What a study has seen so far. Trials are numbered from 0 in the order in which they were asked
 * for. Values are losses: smaller is better whatever the study's direction is.
 */
public interface History {

  /** The space all trials come from. */
  SearchSpace space();

  /** The number of trials, running ones included. */
  int size();

  /** Where a trial stands. */
  TrialState state(int trial);

  /** A trial's configuration. */
  Configuration configuration(int trial);

  /** A trial's coordinate in the unit cube; NaN where the parameter is inactive. */
  double unit(int trial, int parameter);

  /** The final loss, or the last one reported; NaN if there is none. */
  double loss(int trial);

  /** The last step reported; 0 before the first report. */
  long step(int trial);

  /** The number of trials that have ended. */
  int ended();

  /** The number of ended trials that have a finite loss; they come first in the ranking. */
  int usable();

  /**
   * The ended trials, best first: completed ones by loss; stopped ones by the step they reached,
   * then by loss; at last the failed ones and those whose loss is not finite.
   *
   * @param place from 0 to {@code ended() - 1}
   * @return a trial's number
   */
  int ranked(int place);

  /** The number of trials still running. */
  int running();

  /** The number of the {@code place}-th running trial. */
  int runningTrial(int place);

  /** Whether a configuration was tried before, or is running. */
  boolean hasSeen(Configuration configuration);
}
