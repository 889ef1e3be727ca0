package io.eagleray.search.nsga2;

import io.eagleray.search.registry.Arguments;
import io.eagleray.search.sampler.InvalidSamplerException;
import io.eagleray.search.sampler.Proposer;
import io.eagleray.search.sampler.Sampler;
import io.eagleray.search.sampler.SamplerFactory;
import io.eagleray.search.sampler.UnsupportedSpaceException;
import io.eagleray.search.space.SearchSpace;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * The genetic algorithm NSGA-II (Deb et al. 2002) for several objectives, with or without
 * constraints; it needs some hundred trials. The best trials are the parents: ordered by fronts,
 * within a front those with more room around them first, infeasible ones behind by their violation.
 * Two parents, each the better of two drawn by lot, have a child, which then mutates.
 *
 * <p>The parents are chosen anew from all ended trials for each child (steady state), not from
 * generation to generation: nobody waits for a generation's last trial, and a proposal depends on
 * the history alone. Durillo et al. (2009) found this form to converge better, too.
 *
 * <p>Numbers are crossed by simulated binary crossover and mutated by polynomial mutation (Deb and
 * Agrawal), categories by exchange and a fresh draw. What neither parent has, because a condition
 * led them elsewhere, is drawn.
 *
 * @param population how many trials are parents, and how many are spread evenly before there are
 *     any children; at least 2; default 50
 * @param crossover the probability that a child has two parents, in [0, 1]; default 0.9
 * @param swapping the probability that a parameter is exchanged between them, in [0, 1]; default
 *     0.5
 * @param mutation the probability that a parameter mutates, in [0, 1]; empty: one divided by the
 *     number of parameters
 */
public record Nsga2Sampler(
    int population, double crossover, double swapping, OptionalDouble mutation) implements Sampler {

  public Nsga2Sampler {
    if (population < 2) {
      throw new InvalidSamplerException(
          "nsga2: population_size must be at least 2, got " + population);
    }
    requireProbability("crossover_prob", crossover);
    requireProbability("swapping_prob", swapping);
    requireProbability("mutation_prob", mutation.orElse(0));
  }

  /** NSGA-II with the defaults. */
  public Nsga2Sampler() {
    this(50, 0.9, 0.5, OptionalDouble.empty());
  }

  /** The same with another population. */
  public Nsga2Sampler withPopulation(int value) {
    return new Nsga2Sampler(value, crossover, swapping, mutation);
  }

  private static void requireProbability(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new InvalidSamplerException(
          "nsga2: " + name + " must lie between 0 and 1, got " + value);
    }
  }

  @Override
  public Proposer start(SearchSpace space, long seed) {
    UnsupportedSpaceException.requireNoGrid("nsga2", space);
    return new Nsga2Proposer(this, space, seed);
  }

  @Override
  public boolean takesSeveralObjectives() {
    return true;
  }

  /** Answers to {@code nsga2} and to Optuna's {@code NSGAIISampler}. */
  public static final class Factory implements SamplerFactory {
    @Override
    public Set<String> names() {
      return Set.of("nsga2", "NSGAIISampler");
    }

    @Override
    public Set<String> arguments(String name) {
      return Set.of(
          "space",
          "metric",
          "mode",
          "points_to_evaluate",
          "population_size",
          "crossover_prob",
          "swapping_prob",
          "mutation_prob",
          "seed");
    }

    @Override
    public Sampler create(String name, Arguments arguments) {
      Nsga2Sampler defaults = new Nsga2Sampler();
      double mutation = arguments.number("mutation_prob", -1);
      return new Nsga2Sampler(
          arguments.smallInteger("population_size", defaults.population()),
          arguments.number("crossover_prob", defaults.crossover()),
          arguments.number("swapping_prob", defaults.swapping()),
          arguments.values().containsKey("mutation_prob")
              ? OptionalDouble.of(mutation)
              : OptionalDouble.empty());
    }
  }
}
