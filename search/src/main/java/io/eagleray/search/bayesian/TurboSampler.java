package io.eagleray.search.bayesian;

import io.eagleray.search.registry.Arguments;
import io.eagleray.search.sampler.InvalidSamplerException;
import io.eagleray.search.sampler.Proposer;
import io.eagleray.search.sampler.Sampler;
import io.eagleray.search.sampler.SamplerFactory;
import io.eagleray.search.sampler.UnsupportedSpaceException;
import io.eagleray.search.space.SearchSpace;
import java.util.Set;

/**
 * Bayesian optimisation in a trust region (TuRBO, Eriksson et al. 2019): a Gaussian process of the
 * trials near the best one proposes the next inside a box around it, which grows while that
 * succeeds and shrinks where it does not. For many dimensions and hundreds of trials, where a model
 * of the whole space can only call everything unknown.
 *
 * @param startup trials of each run that follow no model, at least 2; default 10
 */
public record TurboSampler(int startup) implements Sampler {
  private static final int DEFAULT_STARTUP = 10;

  public TurboSampler {
    if (startup < 2) {
      throw new InvalidSamplerException(
          "turbo: n_startup_trials must be at least 2, got " + startup);
    }
  }

  /** The trust region with the defaults. */
  public TurboSampler() {
    this(DEFAULT_STARTUP);
  }

  @Override
  public Proposer start(SearchSpace space, long seed) {
    UnsupportedSpaceException.requireNoGrid("turbo", space);
    return new TurboProposer(this, space, seed);
  }

  /** Answers to {@code turbo} and {@code TurboSampler}. */
  public static final class Factory implements SamplerFactory {
    @Override
    public Set<String> names() {
      return Set.of("turbo", "TurboSampler");
    }

    @Override
    public Set<String> arguments(String name) {
      return Set.of("n_startup_trials", "seed", "metric", "mode", "points_to_evaluate");
    }

    @Override
    public Sampler create(String name, Arguments arguments) {
      return new TurboSampler(arguments.smallInteger("n_startup_trials", DEFAULT_STARTUP));
    }
  }
}
