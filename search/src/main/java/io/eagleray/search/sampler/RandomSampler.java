package io.eagleray.search.sampler;

import io.eagleray.search.space.Combinations;
import io.eagleray.search.space.Configuration;
import io.eagleray.search.space.SearchSpace;
import java.util.Map;
import java.util.Optional;

/**
 * Draws from the space's own distribution, without looking at results. Parameters of the kind {@code
 * grid_search} run through all their combinations, over and over, the other parameters being drawn
 * afresh each time, as Ray Tune's {@code BasicVariantGenerator} does: for {@code n} samples let a
 * study make {@code n * space.gridSize()} trials.
 */
public record RandomSampler() implements Sampler {

  @Override
  public Proposer start(SearchSpace space, long seed) {
    if (!space.hasGrid()) {
      return ask -> Optional.of(space.sample(ask.random()));
    }
    Combinations grid = Combinations.ofGridSearch(space);
    return ask -> {
      Map<String, Object> fixed = grid.at(ask.index() % grid.count());
      Configuration filled = space.complete(fixed, ask.random());
      return Optional.of(filled);
    };
  }
}
