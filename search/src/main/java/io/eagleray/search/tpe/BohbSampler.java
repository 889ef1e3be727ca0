package io.eagleray.search.tpe;

import io.eagleray.search.registry.Arguments;
import io.eagleray.search.registry.InvalidArgumentException;
import io.eagleray.search.sampler.Ask;
import io.eagleray.search.sampler.Axis;
import io.eagleray.search.sampler.InvalidSamplerException;
import io.eagleray.search.sampler.Proposer;
import io.eagleray.search.sampler.Sampler;
import io.eagleray.search.sampler.SamplerFactory;
import io.eagleray.search.sampler.UnsupportedSpaceException;
import io.eagleray.search.space.SearchSpace;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The sampler of BOHB (Falkner, Klein and Hutter, ICML 2018), for studies whose trials report on
 * their way; made for {@code HyperBandScheduler} in its BOHB form. A {@link TpeSampler} that learns
 * only from the highest step that enough trials have reached, where it compares them at the same
 * step, and that draws every third trial at random, so that the search stays as good as Hyperband
 * where short trainings mislead.
 *
 * <p>Enough are the number of parameters and three more, unless {@code leastPoints} says otherwise.
 * Trials that run count by what they have reported. Trials that failed, or have no number, are
 * never good. Different from the paper, the kernels are those of {@link TpeSampler}: joint for
 * parameters under conditions, with a uniform one among them that stands for the prior. Trials
 * without reports are compared by their results.
 *
 * @param randomShare the probability of a random configuration, in [0, 1]; default 1/3
 * @param topShare the share of the compared trials that counts as good, in (0, 1); default 0.15
 * @param candidates drawn for each proposal, at least 1; default 64
 * @param leastPoints how many trials count as good at least, and two fewer than must have reached a
 *     step; at least 1; empty, the default: the number of parameters and one more
 */
public record BohbSampler(
    double randomShare, double topShare, int candidates, Optional<Integer> leastPoints)
    implements Sampler {

  public BohbSampler {
    check(
        randomShare >= 0 && randomShare <= 1,
        "random_fraction must lie between 0 and 1, got " + randomShare);
    check(
        topShare > 0 && topShare < 1,
        "top_n_percent must lie between 0 and 100, got " + 100 * topShare);
    check(candidates >= 1, "num_samples must be at least 1, got " + candidates);
    check(
        leastPoints.orElse(1) >= 1,
        "min_points_in_model must be at least 1, got " + leastPoints.orElse(1));
  }

  /** With the paper's defaults. */
  public BohbSampler() {
    this(1.0 / 3, 0.15, 64, Optional.empty());
  }

  @Override
  public Proposer start(SearchSpace space, long seed) {
    UnsupportedSpaceException.requireNoGrid("bohb", space);
    int least = leastPoints.orElse(space.size() + 1);
    DensityRatio ratio = new DensityRatio(space, Axis.of(space), candidates);
    return ask -> {
      if (ask.random().nextDouble() < randomShare) {
        return Optional.of(space.sample(ask.random()));
      }
      BohbSplit split = BohbSplit.of(ask.history(), least, topShare);
      if (split.good().length == 0) {
        return Optional.of(space.sample(ask.random()));
      }
      fit(ratio.likely(), ask, split.good());
      fit(ratio.unlikely(), ask, split.others());
      return Optional.of(ratio.choose(ask.history(), ask.random()));
    };
  }

  /** All trials count the same, old or new. */
  private static void fit(Mixture mixture, Ask ask, int[] trials) {
    mixture.fit(ask.history(), trials, trials.length);
    double[] weights = new double[trials.length];
    Arrays.fill(weights, 1);
    mixture.weigh(weights);
  }

  private static void check(boolean kept, String rule) {
    if (!kept) {
      throw new InvalidSamplerException("bohb: " + rule);
    }
  }

  /**
   * Answers to {@code bohb} and {@code TuneBOHB}. The arguments of the model may stand in {@code
   * bohb_config}, as for Ray Tune.
   */
  public static final class Factory implements SamplerFactory {
    private static final String CONFIG = "bohb_config";
    private static final Set<String> MODEL =
        Set.of("random_fraction", "top_n_percent", "num_samples", "min_points_in_model");

    @Override
    public Set<String> names() {
      return Set.of("bohb", "TuneBOHB");
    }

    @Override
    public Set<String> arguments(String name) {
      return Set.of(
          "space",
          "metric",
          "mode",
          "points_to_evaluate",
          CONFIG,
          "seed",
          "max_concurrent",
          "random_fraction",
          "top_n_percent",
          "num_samples",
          "min_points_in_model");
    }

    @Override
    public Sampler create(String name, Arguments given) {
      Arguments arguments = model(given.values());
      BohbSampler defaults = new BohbSampler();
      return new BohbSampler(
          arguments.number("random_fraction", defaults.randomShare()),
          arguments.number("top_n_percent", 100 * defaults.topShare()) / 100,
          arguments.smallInteger("num_samples", defaults.candidates()),
          arguments.values().containsKey("min_points_in_model")
              ? Optional.of(arguments.smallInteger("min_points_in_model", 0))
              : Optional.empty());
    }

    private static Arguments model(Map<String, Object> given) {
      Map<String, Object> all = new LinkedHashMap<>(given);
      Object config = given.getOrDefault(CONFIG, Map.of());
      if (!(config instanceof Map<?, ?> map)) {
        throw new InvalidArgumentException(CONFIG, CONFIG + " must be a mapping, got " + config);
      }
      map.forEach((name, value) -> {
        if (MODEL.contains(String.valueOf(name))) {
          all.putIfAbsent(String.valueOf(name), value);
        }
      });
      return new Arguments(all);
    }
  }
}
