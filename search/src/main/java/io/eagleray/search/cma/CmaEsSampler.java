package io.eagleray.search.cma;

import io.eagleray.search.registry.Arguments;
import io.eagleray.search.sampler.InvalidSamplerException;
import io.eagleray.search.sampler.Proposer;
import io.eagleray.search.sampler.Sampler;
import io.eagleray.search.sampler.SamplerFactory;
import io.eagleray.search.sampler.UnsupportedSpaceException;
import io.eagleray.search.space.SearchSpace;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The covariance matrix adaptation evolution strategy (N. Hansen, "The CMA Evolution Strategy: A
 * Tutorial", 2016, with active covariance update): draws from a normal distribution whose middle,
 * width and shape follow the better trials. Good with a few hundred trials or more in spaces of
 * numbers that depend on each other; with fewer, models of the results do better.
 *
 * <p>Works in the unit cube, so in a log-uniform parameter's logarithm; beyond the ends the space
 * is mirrored. Integers, quantised and ordinal parameters keep a least probability for both
 * neighbours of their value (CMA-ES with margin, Hamano et al. 2022). Parameters without an order
 * have probabilities that learn from the same ranks (as in CatCMA, Hamano et al. 2024). Conditional
 * parameters are coordinates like all others; where one is inactive, what was drawn for it has no
 * effect and so, on average, teaches nothing.
 *
 * @param populationSize the trials of a generation, at least 2; empty: 4 + 3 ln(dimensions). With
 *     many workers, at least as many as these
 * @param sigma the first standard deviation, as a share of each parameter's range, in (0, 1];
 *     default 0.25
 * @param restarts what follows when a run has converged; default {@link Restarts#BIPOP}
 */
public record CmaEsSampler(OptionalInt populationSize, double sigma, Restarts restarts)
    implements Sampler {

  public CmaEsSampler {
    if (populationSize.isPresent() && populationSize.getAsInt() < 2) {
      throw new InvalidSamplerException(
          "cma: popsize must be at least 2, got " + populationSize.getAsInt());
    }
    if (!(sigma > 0 && sigma <= 1)) {
      throw new InvalidSamplerException("cma: sigma0 must lie in (0, 1], got " + sigma);
    }
  }

  /** CMA-ES with the defaults. */
  public CmaEsSampler() {
    this(OptionalInt.empty(), 0.25, Restarts.BIPOP);
  }

  /** The same with another generation. */
  public CmaEsSampler withPopulationSize(int size) {
    return new CmaEsSampler(OptionalInt.of(size), sigma, restarts);
  }

  /** The same with another first standard deviation. */
  public CmaEsSampler withSigma(double first) {
    return new CmaEsSampler(populationSize, first, restarts);
  }

  /** The same with other restarts. */
  public CmaEsSampler withRestarts(Restarts kind) {
    return new CmaEsSampler(populationSize, sigma, kind);
  }

  @Override
  public Proposer start(SearchSpace space, long seed) {
    UnsupportedSpaceException.requireNoGrid("cma", space);
    return new CmaProposer(this, space, seed);
  }

  /**
   * Answers to {@code cma}, {@code cmaes} and {@code CmaEsSampler}, and to Ray Tune's {@code
   * NevergradSearch}, whose optimisers are evolution strategies.
   */
  public static final class Factory implements SamplerFactory {
    private static final String NEVERGRAD = "NevergradSearch";

    private static final Set<String> OWN =
        Set.of(
            "metric",
            "mode",
            "points_to_evaluate",
            "popsize",
            "sigma0",
            "restart_strategy",
            "seed");

    @Override
    public Set<String> names() {
      return Set.of("cma", "cmaes", "CmaEsSampler", NEVERGRAD);
    }

    @Override
    public Set<String> arguments(String name) {
      Set<String> all = new HashSet<>(OWN);
      if (name.equals(NEVERGRAD)) {
        all.addAll(Set.of("space", "optimizer", "optimizer_kwargs"));
      }
      return all;
    }

    @Override
    public Sampler create(String name, Arguments arguments) {
      CmaEsSampler defaults = new CmaEsSampler();
      OptionalInt size =
          arguments.integer("popsize").isEmpty()
              ? OptionalInt.empty()
              : OptionalInt.of(arguments.smallInteger("popsize", 0));
      return new CmaEsSampler(
          size, arguments.number("sigma0", defaults.sigma()), restarts(arguments));
    }

    private static Restarts restarts(Arguments arguments) {
      Object given = arguments.values().getOrDefault("restart_strategy", "bipop");
      return Arrays.stream(Restarts.values())
          .filter(kind -> kind.name().equals(given.toString().toUpperCase(Locale.ROOT)))
          .findFirst()
          .orElseThrow(() ->
              new InvalidSamplerException(
                  "cma: restart_strategy must be one of none, ipop, bipop, got " + given));
    }
  }
}
