package io.eagleray.search.auto;

import io.eagleray.search.bayesian.GpSampler;
import io.eagleray.search.bayesian.TurboSampler;
import io.eagleray.search.history.History;
import io.eagleray.search.registry.Arguments;
import io.eagleray.search.sampler.Proposer;
import io.eagleray.search.sampler.RandomSampler;
import io.eagleray.search.sampler.Sampler;
import io.eagleray.search.sampler.SamplerFactory;
import io.eagleray.search.space.SearchSpace;
import io.eagleray.search.tpe.TpeSampler;
import java.util.Set;

/**
 * The default: chooses by the space and by what it sees while running.
 *
 * <ul>
 *   <li>Spaces with {@code grid_search} parameters go to {@link RandomSampler}, which runs through
 *       the grid.
 *   <li>{@link GpSampler} proposes the first trials, since it gets the most out of each of them,
 *       with several objectives, too.
 *   <li>{@link TurboSampler} takes over in more than 20 dimensions after 200 trials have ended, and
 *       is there from the first on in more than 60.
 *   <li>{@link TpeSampler}, whose proposals take microseconds, takes over where trials are many:
 *       after 200 have ended, or 1,000 in more than 20 dimensions, and while more than 64 run at
 *       once.
 * </ul>
 */
public record AutoSampler() implements Sampler {
  private static final int MOST_RUNNING = 64;

  /** A model of the whole space is of use up to so many trials, or parameters. */
  private static final int MOST_FOR_GP = 200;

  private static final int MOST_DIMENSIONS_FOR_GP = 60;

  /** A model of a part of it in spaces with more parameters than this, up to so many trials. */
  private static final int FEW_DIMENSIONS = 20;

  private static final int MOST_FOR_TURBO = 1_000;

  @Override
  public Proposer start(SearchSpace space, long seed) {
    if (space.hasGrid()) {
      return new RandomSampler().start(space, seed);
    }
    Proposer tpe = new TpeSampler().start(space, seed);
    Proposer later =
        space.size() > FEW_DIMENSIONS
            ? forOneObjective(new TurboSampler().start(space, seed), tpe)
            : tpe;
    Proposer first =
        space.size() > MOST_DIMENSIONS_FOR_GP ? later : new GpSampler().start(space, seed);
    return ask -> {
      History history = ask.history();
      Proposer chosen =
          history.running() > MOST_RUNNING || history.ended() > MOST_FOR_TURBO
              ? tpe
              : history.ended() > MOST_FOR_GP ? later : first;
      return chosen.propose(ask);
    };
  }

  private static Proposer forOneObjective(Proposer proposer, Proposer forSeveral) {
    return ask -> (ask.history().objectives() == 1 ? proposer : forSeveral).propose(ask);
  }

  @Override
  public boolean takesSeveralObjectives() {
    return true;
  }

  /** Answers to {@code auto}. */
  public static final class Factory implements SamplerFactory {
    @Override
    public Set<String> names() {
      return Set.of("auto");
    }

    @Override
    public Set<String> arguments(String name) {
      return Set.of("metric", "mode", "points_to_evaluate");
    }

    @Override
    public Sampler create(String name, Arguments arguments) {
      return new AutoSampler();
    }
  }
}
