package io.eagleray.search.scheduler;

import io.eagleray.search.space.Configuration;

/** What a trial is to do after a report. */
public sealed interface Decision {

  /** The decisions that say it all. */
  enum Simple implements Decision {
    /** Go on to the next step. */
    CONTINUE,
    /** End now; what it has reported counts. */
    STOP,
    /** Free the place now, and keep what is needed to go on later; it may never come to that. */
    PAUSE
  }

  /** See {@link Simple#CONTINUE}. */
  Decision CONTINUE = Simple.CONTINUE;

  /** See {@link Simple#STOP}. */
  Decision STOP = Simple.STOP;

  /** See {@link Simple#PAUSE}. */
  Decision PAUSE = Simple.PAUSE;

  /**
   * Go on from another trial's newest checkpoint, under a changed configuration (population-based
   * training). The trial keeps its number.
   *
   * @param source the trial whose checkpoint is taken over
   * @param config how to go on
   */
  record Exploit(int source, Configuration config) implements Decision {}
}
