package io.eagleray.search.history;

/** The ended trials in order of merit; see {@link History#ranked}. */
interface Ranking {

  /** Takes in a trial that has just ended. */
  void add(int trial);

  /** Takes out a trial whose state, step and losses are still those it was added with. */
  void remove(int trial);

  /** The trial at a place, 0 for the best. */
  int at(int place);
}
