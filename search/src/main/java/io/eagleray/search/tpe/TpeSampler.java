package io.eagleray.search.tpe;

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
 * The tree-structured Parzen estimator (Bergstra et al. 2011), multivariate and with the running
 * trials counted as bad (constant liar). It models the good trials and the others with a mixture of
 * kernels each, draws candidates from the model of the good ones, and proposes the one that is most
 * typical for the good and least for the others.
 *
 * <p>All parameters are modelled jointly, those under a condition too: a kernel whose trial lacks a
 * parameter is indifferent to it. Failed trials and those without a finite value are never good;
 * those that miss a constraint only where too few do not.
 *
 * <p>With several objectives (MOTPE, Ozaki et al. 2022) the good trials are those of the first
 * fronts, chosen by the hypervolume that they add.
 *
 * @param startup trials before the model takes over, the first in the middle of the space, the
 *     others spread evenly; at least 1; default 10
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
      throw new InvalidSamplerException(
          "tpe: n_ei_candidates must be at least 1, got " + candidates);
    }
  }

  /** TPE with the defaults. */
  public TpeSampler() {
    this(10, 0.1, 24);
  }

  @Override
  public Proposer start(SearchSpace space, long seed) {
    UnsupportedSpaceException.requireNoGrid("tpe", space);
    return new TpeProposer(this, space, seed);
  }

  @Override
  public boolean takesSeveralObjectives() {
    return true;
  }

  /**
   * Answers to {@code tpe} and to Ray Tune's searches that are built on it or have no own kind
   * here.
   */
  public static final class Factory implements SamplerFactory {
    private static final Set<String> OWN = Set.of("n_startup_trials", "gamma", "n_ei_candidates");

    private static final List<String> SHARED =
        List.of("space", "metric", "mode", "points_to_evaluate");

    private static final Map<String, List<String>> NAMES =
        Map.of(
            "tpe", List.of(),
            "motpe", List.of(),
            "OptunaSearch",
                List.of("sampler", "study_name", "storage", "seed", "evaluated_rewards"),
            "HyperOptSearch", List.of("n_initial_points", "random_state_seed"),
            "ZOOptSearch", List.of("algo", "budget", "dim_dict", "parallel_num"));

    @Override
    public Set<String> names() {
      return NAMES.keySet();
    }

    @Override
    public Set<String> arguments(String name) {
      Set<String> all = new HashSet<>(OWN);
      all.addAll(SHARED);
      all.addAll(NAMES.getOrDefault(name, List.of()));
      return all;
    }

    @Override
    public Sampler create(String name, Arguments arguments) {
      TpeSampler defaults = new TpeSampler();
      int startup =
          arguments.smallInteger(
              "n_startup_trials", arguments.smallInteger("n_initial_points", defaults.startup()));
      return new TpeSampler(
          startup,
          arguments.number("gamma", defaults.gamma()),
          arguments.smallInteger("n_ei_candidates", defaults.candidates()));
    }
  }
}
