package io.eagleray.search.sampler;

import io.eagleray.search.space.SearchSpace;

/**
 * A way to choose configurations (Ray Tune: a search algorithm). Immutable; used by any number of
 * studies.
 */
public interface Sampler {

  /**
   * Starts proposing for one study.
   *
   * @throws UnsupportedSpaceException if this sampler cannot work in that space
   */
  Proposer start(SearchSpace space, long seed);

  /** Whether its proposals make sense where trials have several losses; default false. */
  default boolean takesSeveralObjectives() {
    return false;
  }
}
