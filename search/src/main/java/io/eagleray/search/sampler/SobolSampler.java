package io.eagleray.search.sampler;

import io.eagleray.search.registry.Arguments;
import io.eagleray.search.space.SearchSpace;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Points of Sobol's sequence: they fill the space more evenly than random draws, however many of
 * them are taken; best at powers of 2. Looks at no results. Direction numbers: Joe and Kuo 2008,
 * for 512 parameters; those beyond are drawn at random.
 *
 * @param scrambled whether Owen's scrambling (1995) makes another sequence for each seed; default
 *     true. Without it the first point is the lower end of all parameters, whatever the seed
 */
public record SobolSampler(boolean scrambled) implements Sampler {

  /** Scrambled points. */
  public SobolSampler() {
    this(true);
  }

  @Override
  public Proposer start(SearchSpace space, long seed) {
    UnsupportedSpaceException.requireNoGrid("sobol", space);
    OwenScramble scramble = new OwenScramble(seed);
    return ask ->
        Optional.of(space.fromUnit(point(space.size(), ask.index(), scramble, ask.random())));
  }

  private double[] point(int dimensions, int index, OwenScramble scramble, RandomGenerator rest) {
    double[] point = new double[dimensions];
    for (int d = 0; d < dimensions; d++) {
      if (d < SobolSequence.MOST_DIMENSIONS) {
        int bits = SobolSequence.bits(index, d);
        point[d] = SobolSequence.number(scrambled ? scramble.scramble(bits, d) : bits);
      } else {
        point[d] = rest.nextDouble();
      }
    }
    return point;
  }

  @Override
  public boolean takesSeveralObjectives() {
    return true;
  }

  /** Answers to {@code sobol}. */
  public static final class Factory implements SamplerFactory {
    @Override
    public Set<String> names() {
      return Set.of("sobol");
    }

    @Override
    public Set<String> arguments(String name) {
      return Set.of("metric", "mode", "points_to_evaluate", "scramble");
    }

    @Override
    public Sampler create(String name, Arguments arguments) {
      return new SobolSampler(arguments.truth("scramble", true));
    }
  }
}
