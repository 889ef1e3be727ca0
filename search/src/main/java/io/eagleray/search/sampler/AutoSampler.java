package io.eagleray.search.sampler;

import io.eagleray.search.registry.Arguments;
import io.eagleray.search.space.SearchSpace;
import java.util.Set;

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

  @Override
  public boolean takesSeveralObjectives() {
    return true;
  }

  /** Answers to {@code auto}. */
  public static final class Factory implements SamplerFactory {
    @Override
    public Set<String> names() {
      return Set.of("auto");
    }

    @Override
    public Set<String> arguments(String name) {
      return Set.of("metric", "mode", "points_to_evaluate");
    }

    @Override
    public Sampler create(String name, Arguments arguments) {
      return new AutoSampler();
    }
  }
}
