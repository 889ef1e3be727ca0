package io.eagleray.search.sampler;

import io.eagleray.search.registry.Arguments;
import io.eagleray.search.space.Combinations;
import io.eagleray.search.space.SearchSpace;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Draws from the space's own distribution, without looking at results. Parameters of the kind
 * {@code grid_search} run through all their combinations, over and over, the other parameters being
 * drawn afresh each time, as Ray Tune's {@code BasicVariantGenerator} does: for {@code n} samples
 * let a study make {@code n * space.gridSize()} trials.
 *
 * @param constantGrid whether the other parameters stay the same while the grid is run through;
 *     default false
 */
public record RandomSampler(boolean constantGrid) implements Sampler {

  /** Draws everything afresh for every trial. */
  public RandomSampler() {
    this(false);
  }

  @Override
  public Proposer start(SearchSpace space, long seed) {
    if (!space.hasGrid()) {
      return ask -> Optional.of(space.sample(ask.random()));
    }
    Combinations grid = Combinations.ofGridSearch(space);
    return ask -> {
      Map<String, Object> fixed = grid.at(ask.index() % grid.count());
      // Rounds count downwards from -1, so that they never share draws with a trial.
      RandomGenerator random =
          constantGrid ? Randomness.of(seed, -1 - ask.index() / grid.count()) : ask.random();
      return Optional.of(space.complete(fixed, random));
    };
  }

  @Override
  public boolean takesSeveralObjectives() {
    return true;
  }

  /** Answers to {@code random} and {@code BasicVariantGenerator}. */
  public static final class Factory implements SamplerFactory {
    @Override
    public Set<String> names() {
      return Set.of("random", "BasicVariantGenerator");
    }

    @Override
    public Set<String> arguments(String name) {
      return Set.of(
          "metric",
          "mode",
          "points_to_evaluate",
          "max_concurrent",
          "constant_grid_search",
          "random_state");
    }

    @Override
    public Sampler create(String name, Arguments arguments) {
      return new RandomSampler(arguments.truth("constant_grid_search", false));
    }
  }
}
