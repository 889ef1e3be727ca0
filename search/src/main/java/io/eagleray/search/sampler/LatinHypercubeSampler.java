package io.eagleray.search.sampler;

import io.eagleray.search.registry.Arguments;
import io.eagleray.search.space.SearchSpace;
import java.util.Optional;
import java.util.Set;

/**
 * Latin hypercubes (McKay, Beckman and Conover 1979): of each {@code size} trials, one falls into
 * each of {@code size} equally likely slices of every parameter. Looks at no results.
 *
 * @param size the trials of one hypercube, at least 1, best the number of all trials; after them
 *     another one begins. Default 20
 */
public record LatinHypercubeSampler(int size) implements Sampler {

  public LatinHypercubeSampler {
    if (size < 1) {
      throw new InvalidSamplerException("lhs: size must be at least 1, got " + size);
    }
  }

  /** Hypercubes of 20 trials. */
  public LatinHypercubeSampler() {
    this(20);
  }

  @Override
  public Proposer start(SearchSpace space, long seed) {
    UnsupportedSpaceException.requireNoGrid("lhs", space);
    LatinHypercube points = new LatinHypercube(size, space.size(), seed);
    return ask -> Optional.of(space.fromUnit(points.point(ask.index(), ask.random())));
  }

  @Override
  public boolean takesSeveralObjectives() {
    return true;
  }

  /** Answers to {@code lhs} and {@code latin_hypercube}. */
  public static final class Factory implements SamplerFactory {
    @Override
    public Set<String> names() {
      return Set.of("lhs", "latin_hypercube");
    }

    @Override
    public Set<String> arguments(String name) {
      return Set.of("metric", "mode", "points_to_evaluate", "size");
    }

    @Override
    public Sampler create(String name, Arguments arguments) {
      return new LatinHypercubeSampler(
          arguments.smallInteger("size", new LatinHypercubeSampler().size()));
    }
  }
}
