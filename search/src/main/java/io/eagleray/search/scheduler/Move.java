package io.eagleray.search.scheduler;

import io.eagleray.search.space.Configuration;

/** What a scheduler does with a free place. */
public sealed interface Move {

  /** The moves that need no more words. */
  enum Simple implements Move {
    /** Start a new trial. */
    START,
    /** Leave the place free until another trial has reported or ended. */
    WAIT,
    /** Nothing is left to do in this study, unless running trials change that. */
    DONE
  }

  /** See {@link Simple#START}. */
  Move START = Simple.START;

  /** See {@link Simple#WAIT}. */
  Move WAIT = Simple.WAIT;

  /** See {@link Simple#DONE}. */
  Move DONE = Simple.DONE;

  /** Let a paused trial go on. */
  record Resume(int trial) implements Move {}

  /**
   * Let a paused trial go on from another trial's newest checkpoint, under a changed configuration.
   */
  record Exploit(int trial, int source, Configuration config) implements Move {}

  /** End a paused trial: it will not go on. The place stays free. */
  record Drop(int trial) implements Move {}
}
