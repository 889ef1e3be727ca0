package io.eagleray.search.nsga2;

import io.eagleray.search.history.History;
import io.eagleray.search.sampler.Ask;
import io.eagleray.search.sampler.Axis;
import io.eagleray.search.sampler.LatinHypercube;
import io.eagleray.search.sampler.Proposer;
import io.eagleray.search.space.Configuration;
import io.eagleray.search.space.SearchSpace;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** NSGA-II at work in one study. */
final class Nsga2Proposer implements Proposer {
  private static final int DUPLICATE_ROUNDS = 16;

  private final Nsga2Sampler settings;
  private final SearchSpace space;
  private final Axis[] axes;
  private final LatinHypercube startup;
  private final double mutation;

  Nsga2Proposer(Nsga2Sampler settings, SearchSpace space, long seed) {
    this.settings = settings;
    this.space = space;
    this.axes = Axis.of(space);
    this.startup = new LatinHypercube(settings.population(), space.size(), seed);
    this.mutation = settings.mutation().orElse(1.0 / space.size());
  }

  @Override
  public Optional<Configuration> propose(Ask ask) {
    History history = ask.history();
    RandomGenerator random = ask.random();
    int parents = Math.min(settings.population(), history.usable());
    if (ask.index() < settings.population() || parents < 2) {
      return Optional.of(space.fromUnit(startup.point(ask.index(), random)));
    }
    Configuration child = space.sample(random);
    for (int round = 0; round < DUPLICATE_ROUNDS; round++) {
      child = space.fromUnit(child(history, parents, random));
      if (!history.hasSeen(child)) {
        return Optional.of(child);
      }
    }
    Configuration drawn = space.sample(random);
    return Optional.of(history.hasSeen(drawn) ? child : drawn);
  }

  private double[] child(History history, int parents, RandomGenerator random) {
    int mother = history.ranked(winner(parents, random));
    int father =
        random.nextDouble() < settings.crossover()
            ? history.ranked(winner(parents, random))
            : mother;
    double[] child = new double[axes.length];
    for (int d = 0; d < child.length; d++) {
      if (!axes[d].isActive(child)) {
        child[d] = Double.NaN;
        continue;
      }
      double inherited = inherited(d, history.unit(mother, d), history.unit(father, d), random);
      child[d] =
          axes[d].snap(random.nextDouble() < mutation ? mutated(d, inherited, random) : inherited);
    }
    return child;
  }

  /** The better place of two drawn by lot; places are in order of merit. */
  private static int winner(int parents, RandomGenerator random) {
    return Math.min(random.nextInt(parents), random.nextInt(parents));
  }

  private double inherited(int d, double mother, double father, RandomGenerator random) {
    if (Double.isNaN(mother) || Double.isNaN(father)) {
      double known = Double.isNaN(mother) ? father : mother;
      return Double.isNaN(known) ? random.nextDouble() : known;
    }
    if (random.nextDouble() >= settings.swapping()) {
      return mother;
    }
    return axes[d].isCategorical() ? father : Variation.crossed(mother, father, random);
  }

  private double mutated(int d, double value, RandomGenerator random) {
    return axes[d].isCategorical() ? random.nextDouble() : Variation.mutated(value, random);
  }
}
