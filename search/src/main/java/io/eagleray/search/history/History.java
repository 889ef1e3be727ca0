package io.eagleray.search.history;

import io.eagleray.search.space.Configuration;
import io.eagleray.search.space.SearchSpace;

/**
 * What a study has seen so far. Trials are numbered from 0 in the order in which they were asked
 * for. Values are losses: smaller is better whatever the study's directions are.
 */
public interface History {

  /** The space all trials come from. */
  SearchSpace space();

  /** The number of trials, running ones included. */
  int size();

  /** Where a trial stands. */
  TrialState state(int trial);

  /** A trial's configuration; population-based schedulers change it while the trial lives. */
  Configuration configuration(int trial);

  /** A trial's coordinate in the unit cube; NaN where the parameter is inactive. */
  double unit(int trial, int parameter);

  /** A copy of a trial's point in the unit cube; NaN where a parameter is inactive. */
  default double[] point(int trial) {
    double[] point = new double[space().size()];
    for (int d = 0; d < point.length; d++) {
      point[d] = unit(trial, d);
    }
    return point;
  }

  /** The number of losses that each trial has, at least 1. */
  int objectives();

  /** The final loss of an objective, or the last one reported; NaN if there is none. */
  double loss(int trial, int objective);

  /** The first objective's loss. */
  default double loss(int trial) {
    return loss(trial, 0);
  }

  /** A copy of all losses of a trial. */
  default double[] losses(int trial) {
    double[] losses = new double[objectives()];
    for (int m = 0; m < losses.length; m++) {
      losses[m] = loss(trial, m);
    }
    return losses;
  }

  /** The number of constraints, 0 where all configurations are allowed. */
  int constraints();

  /**
   * A constraint's value: feasible at 0 and below; NaN where it is not known, as long as the trial
   * has not completed.
   */
  double constraint(int trial, int constraint);

  /**
   * By how much a trial misses its constraints: the sum of their values above 0, infinite where one
   * of a completed trial is NaN. 0 means feasible; NaN that it is not known.
   */
  double violation(int trial);

  /** The last step reported; 0 before the first report. */
  long step(int trial);

  /** All that a trial has reported. */
  Curve curve(int trial);

  /**
   * The number of trials that have ended. A paused one counts like a stopped one: for now, what it
   * has reported is all there is to know of it.
   */
  int ended();

  /** The number of ended trials whose losses are finite; they come first in the ranking. */
  int usable();

  /**
   * The ended trials, best first: completed ones that are feasible by loss; completed ones that are
   * not by their violation, then by loss; stopped and paused ones by the step they reached, then by
   * loss; at last the failed ones and those with a loss that is not finite.
   *
   * <p>With several objectives, feasible trials come front by front, and within a front those with
   * more room around them first; the others are ordered by violation or step, and then by the first
   * objective.
   *
   * @param place from 0 to {@code ended() - 1}
   * @return a trial's number
   */
  int ranked(int place);

  /**
   * Which of two ended trials is better, as a comparator says it: the order of {@link #ranked}, of
   * several objectives by the first.
   */
  int compare(int trial, int other);

  /** The number of trials that have ended and will not go on. */
  int endings();

  /**
   * The trials in the order in which they ended.
   *
   * @param place from 0 to {@code endings() - 1}
   * @return a trial's number
   */
  int ending(int place);

  /** How many trials had ended when this one was asked for. */
  int endingsBefore(int trial);

  /** The number of trials still running. */
  int running();

  /** The number of the {@code place}-th running trial. */
  int runningTrial(int place);

  /** Whether a configuration was tried before, or is running. */
  boolean hasSeen(Configuration configuration);
}
