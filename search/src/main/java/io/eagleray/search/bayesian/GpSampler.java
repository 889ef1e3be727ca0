package io.eagleray.search.bayesian;

import io.eagleray.search.registry.Arguments;
import io.eagleray.search.sampler.InvalidSamplerException;
import io.eagleray.search.sampler.Proposer;
import io.eagleray.search.sampler.Sampler;
import io.eagleray.search.sampler.SamplerFactory;
import io.eagleray.search.sampler.UnsupportedSpaceException;
import io.eagleray.search.space.SearchSpace;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Bayesian optimisation: a Gaussian process tells for any configuration what loss to expect and how
 * uncertain that is, and the one with the largest expected improvement is tried next. Of all
 * samplers it needs the fewest trials; a proposal takes milliseconds, which grow with the square of
 * the number of trials up to 250 of them.
 *
 * <p>Numbers, ordered values, categories and conditional parameters share one model. Of the
 * branches of a conditional space each gets trials in proportion to its parameters ({@code
 * BranchShares}). Losses are warped so that a few terrible ones do no harm ({@code HalfRank});
 * where improvements stay out, every second trial looks close to the best one ({@code
 * Alternation}). Running trials count as having had the loss that is expected of them, so many can
 * run at once. Failed, stopped and infeasible trials count as bad.
 *
 * <p>With several objectives each has a process of its own, and every trial goes along another
 * direction towards the front ({@code FrontSearch}).
 *
 * @param startup trials before the model takes over, the first in the middle of the space, the
 *     others spread evenly; at least 2; default 10
 * @param inputWarping whether numbers are bent as explains the losses best (Snoek et al. 2014), for
 *     functions that change fast at one end of a range and slowly at the other: a proposal costs
 *     about twice as much; default false, since on the tasks of {@code docs/benchmarks.md} it makes
 *     no difference
 */
public record GpSampler(int startup, boolean inputWarping) implements Sampler {
  private static final int DEFAULT_STARTUP = 10;

  public GpSampler {
    if (startup < 2) {
      throw new InvalidSamplerException("gp: n_startup_trials must be at least 2, got " + startup);
    }
  }

  /** The Gaussian process with the defaults. */
  public GpSampler() {
    this(DEFAULT_STARTUP);
  }

  /** With so many trials before the model takes over. */
  public GpSampler(int startup) {
    this(startup, false);
  }

  @Override
  public Proposer start(SearchSpace space, long seed) {
    UnsupportedSpaceException.requireNoGrid("gp", space);
    return new GpProposer(this, space, seed);
  }

  @Override
  public boolean takesSeveralObjectives() {
    return true;
  }

  /** Answers to {@code gp} and to the searches of Ray Tune that are built on such a process. */
  public static final class Factory implements SamplerFactory {
    private static final List<String> SHARED =
        List.of(
            "n_startup_trials",
            "input_warping",
            "seed",
            "space",
            "metric",
            "mode",
            "points_to_evaluate");

    private static final Map<String, List<String>> NAMES =
        Map.of(
            "gp", List.of(),
            "GPSampler", List.of(),
            "BayesOptSearch",
                List.of(
                    "utility_kwargs",
                    "random_state",
                    "random_search_steps",
                    "verbose",
                    "patience",
                    "skip_duplicate",
                    "analysis"),
            "HEBOSearch", List.of("evaluated_rewards", "random_state_seed", "max_concurrent"),
            "AxSearch", List.of("parameter_constraints", "outcome_constraints", "ax_client"));

    @Override
    public Set<String> names() {
      return NAMES.keySet();
    }

    @Override
    public Set<String> arguments(String name) {
      Set<String> all = new HashSet<>(SHARED);
      all.addAll(NAMES.getOrDefault(name, List.of()));
      return all;
    }

    @Override
    public Sampler create(String name, Arguments arguments) {
      return new GpSampler(
          arguments.smallInteger(
              "n_startup_trials", arguments.smallInteger("random_search_steps", DEFAULT_STARTUP)),
          arguments.truth("input_warping", false));
    }
  }
}
