package io.eagleray.search.study;

import java.util.OptionalInt;

/** What to do with a free place. */
public sealed interface Next {

  /** Start this new trial. */
  record Start(Trial trial) implements Next {}

  /**
   * Let a paused trial go on.
   *
   * @param trial the trial, with the configuration it goes on with
   * @param source the trial whose newest checkpoint it takes over; empty: its own. With a source,
   *     {@link Study#restart} tells from which step it goes on
   */
  record Resume(Trial trial, OptionalInt source) implements Next {}

  /** A paused trial will not go on; it has been told that it is stopped. Ask again. */
  record Dropped(int trial) implements Next {}

  /** Nothing to start now; ask again after the next report or end of a running trial. */
  record Wait() implements Next {}

  /** There is nothing left: the budget is used up, or the sampler has no more. */
  record Done() implements Next {}
}
