package io.eagleray.search.cma;

/** What follows when a run of CMA-ES has converged or is stuck. */
public enum Restarts {
  /** Nothing: it goes on where it is. */
  NONE,
  /** A run with twice the generation, from a random place (Auger and Hansen 2005). */
  IPOP,
  /**
   * Such runs in turn with short ones of small generations and small steps, each kind having the
   * same number of trials (Hansen 2009).
   */
  BIPOP
}
