package io.eagleray.search.sampler;

import io.eagleray.search.history.History;
import io.eagleray.search.registry.Arguments;
import io.eagleray.search.space.SearchSpace;
import java.util.Set;

/**
 * The default: chooses by the space and by what it sees while running.
 *
 * <ul>
 *   <li>Spaces with {@code grid_search} parameters go to {@link RandomSampler}, which runs through
 *       the grid.
 *   <li>{@link GpSampler} proposes the first trials, since it gets the most out of each of them,
 *       with several objectives, too.
 *   <li>{@link TpeSampler}, whose proposals take microseconds, takes over where trials are many:
 *       after 200 have ended, while more than 64 run at once, and in more than 60 dimensions.
 * </ul>
 */
public record AutoSampler() implements Sampler {
  private static final int MOST_ENDED = 200;
  private static final int MOST_RUNNING = 64;
  private static final int MOST_DIMENSIONS = 60;

  @Override
  public Proposer start(SearchSpace space, long seed) {
    if (space.hasGrid()) {
      return new RandomSampler().start(space, seed);
    }
    Proposer tpe = new TpeSampler().start(space, seed);
    if (space.size() > MOST_DIMENSIONS) {
      return tpe;
    }
    Proposer gp = new GpSampler().start(space, seed);
    return ask -> (isForTpe(ask.history()) ? tpe : gp).propose(ask);
  }

  private static boolean isForTpe(History history) {
    return history.ended() > MOST_ENDED || history.running() > MOST_RUNNING;
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
