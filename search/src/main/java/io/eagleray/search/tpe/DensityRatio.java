package io.eagleray.search.tpe;

import io.eagleray.search.history.History;
import io.eagleray.search.sampler.Axis;
import io.eagleray.search.space.Configuration;
import io.eagleray.search.space.SearchSpace;
import java.util.random.RandomGenerator;

/**
 * How TPE chooses: it draws candidates from the model of the good trials, and takes the one that is
 * most typical for them and least for the others. Both models are fitted by the caller first.
 */
final class DensityRatio {
  private static final int DUPLICATE_ROUNDS = 16;

  private final SearchSpace space;
  private final Mixture likely;
  private final Mixture unlikely;
  private final double[][] points;
  private final double[] scores;

  DensityRatio(SearchSpace space, Axis[] axes, int candidates) {
    this.space = space;
    this.likely = new Mixture(axes);
    this.unlikely = new Mixture(axes);
    this.points = new double[candidates][space.size()];
    this.scores = new double[candidates];
  }

  /** The model of the good trials. */
  Mixture likely() {
    return likely;
  }

  /** The model of the others. */
  Mixture unlikely() {
    return unlikely;
  }

  /** The best candidate that was not tried before; any where the space has hardly another. */
  Configuration choose(History history, RandomGenerator random) {
    long values = space.cardinality().orElse(Long.MAX_VALUE);
    int rounds = values < 1000L * history.size() + 100_000 ? DUPLICATE_ROUNDS : 1;
    Configuration choice = null;
    for (int round = 0; round < rounds; round++) {
      choice = best(history, random);
      if (!history.hasSeen(choice)) {
        return choice;
      }
    }
    Configuration drawn = space.sample(random);
    return history.hasSeen(drawn) && choice != null ? choice : drawn;
  }

  private Configuration best(History history, RandomGenerator random) {
    for (int i = 0; i < points.length; i++) {
      likely.draw(random, points[i]);
      scores[i] = likely.logDensity(points[i]) - unlikely.logDensity(points[i]);
    }
    Configuration best = space.fromUnit(points[0]);
    for (int tried = 0; tried < points.length; tried++) {
      int top = 0;
      for (int i = 1; i < scores.length; i++) {
        if (scores[i] > scores[top]) {
          top = i;
        }
      }
      Configuration configuration = space.fromUnit(points[top]);
      if (!history.hasSeen(configuration)) {
        return configuration;
      }
      if (tried == 0) {
        best = configuration;
      }
      scores[top] = Double.NEGATIVE_INFINITY;
    }
    return best;
  }
}
