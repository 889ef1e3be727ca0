package io.eagleray.search.sampler;

import io.eagleray.search.space.SearchSpace;

/**
 * The default: chooses by the space. Spaces with {@code grid_search} parameters go to {@link
 * RandomSampler}, which runs through the grid; all others to {@link TpeSampler}.
 */
public record AutoSampler() implements Sampler {

  @Override
  public Proposer start(SearchSpace space, long seed) {
    Sampler chosen = space.hasGrid() ? new RandomSampler() : new TpeSampler();
    return chosen.start(space, seed);
  }
}
