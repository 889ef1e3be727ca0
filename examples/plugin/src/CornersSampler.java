package com.example.plugin;

import io.eagleray.search.registry.Arguments;
import io.eagleray.search.registry.InvalidArgumentException;
import io.eagleray.search.sampler.Proposer;
import io.eagleray.search.sampler.Sampler;
import io.eagleray.search.sampler.SamplerFactory;
import io.eagleray.search.space.Configuration;
import io.eagleray.search.space.SearchSpace;
import java.util.Optional;
import java.util.Set;

/**
 * The corners of the space, one after the other, then random points.
 *
 * @param inset how far from the ends, as a share of each range: from 0 to below 0.5; default 0
 */
public record CornersSampler(double inset) implements Sampler {
  public CornersSampler {
    if (!(inset >= 0 && inset < 0.5)) {
      throw new InvalidArgumentException(
          "inset", "corners: inset must be in [0, 0.5), got " + inset);
    }
  }

  /** A function of the ask alone: so a search goes on after a crash as it would have. */
  @Override
  public Proposer start(SearchSpace space, long seed) {
    long corners = 1L << Math.min(space.size(), 30);
    return ask -> Optional.of(
        ask.index() < corners ? corner(space, ask.index()) : space.sample(ask.random()));
  }

  /** Each bit of the number says at which end a parameter is. */
  private Configuration corner(SearchSpace space, int number) {
    double[] point = new double[space.size()];
    for (int i = 0; i < point.length; i++) {
      point[i] = (number >> Math.min(i, 30) & 1) == 0 ? inset : 1 - inset;
    }
    return space.fromUnit(point);
  }

  /** Answers to {@code search_algorithm: {type: corners, inset: 0.1}}. */
  public static final class Factory implements SamplerFactory {
    @Override
    public Set<String> names() {
      return Set.of("corners");
    }

    @Override
    public Set<String> arguments(String name) {
      return Set.of("inset");
    }

    @Override
    public Sampler create(String name, Arguments arguments) {
      return new CornersSampler(arguments.number("inset", 0));
    }
  }
}
