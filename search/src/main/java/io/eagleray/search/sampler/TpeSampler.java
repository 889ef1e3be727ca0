package io.eagleray.search.sampler;

import io.eagleray.search.space.SearchSpace;

/**
 * The tree-structured Parzen estimator (Bergstra et al. 2011), multivariate and with the running
 * trials counted as bad (constant liar). It models the good trials and the others with a mixture of
 * kernels each, draws candidates from the model of the good ones, and proposes the one that is most
 * typical for the good and least for the others.
 *
 * <p>All parameters are modelled jointly, those under a condition too: a kernel whose trial lacks a
 * parameter is indifferent to it. Failed trials and those without a finite value are never good.
 *
 * @param startup trials that are spread evenly before the model takes over, at least 1; default 10
 * @param gamma the share of trials that count as good (at most 25 of them), in (0, 1); default 0.1
 * @param candidates drawn for each proposal, at least 1; default 24
 */
public record TpeSampler(int startup, double gamma, int candidates) implements Sampler {

  public TpeSampler {
    if (startup < 1) {
      throw new InvalidSamplerException("tpe: n_startup_trials must be at least 1, got " + startup);
    }
    if (!(gamma > 0 && gamma < 1)) {
      throw new InvalidSamplerException("tpe: gamma must lie between 0 and 1, got " + gamma);
    }
    if (candidates < 1) {
      throw new InvalidSamplerException("tpe: n_ei_candidates must be at least 1, got " + candidates);
    }
  }

  /** TPE with the defaults. */
  public TpeSampler() {
    this(10, 0.1, 24);
  }

  @Override
  public Proposer start(SearchSpace space, long seed) {
    if (space.hasGrid()) {
      throw new UnsupportedSpaceException(
          "tpe cannot run through grid_search parameters; use choice, or a random or grid sampler");
    }
    return new TpeProposer(this, space, seed);
  }
}
