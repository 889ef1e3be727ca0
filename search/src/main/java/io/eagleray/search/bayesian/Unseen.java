package io.eagleray.search.bayesian;

import io.eagleray.search.history.History;
import io.eagleray.search.space.Configuration;
import io.eagleray.search.space.SearchSpace;
import java.util.List;
import java.util.random.RandomGenerator;

/** Chooses a configuration that was not tried before. */
final class Unseen {
  private static final int MOST_DRAWS = 64;

  private Unseen() {}

  /** The first that was not tried, or any other that was not, or the first if all were. */
  static Configuration first(
      List<double[]> points, SearchSpace space, History history, RandomGenerator random) {
    for (double[] point : points) {
      Configuration configuration = space.fromUnit(point);
      if (!history.hasSeen(configuration)) {
        return configuration;
      }
    }
    for (int i = 0; i < MOST_DRAWS; i++) {
      Configuration drawn = space.sample(random);
      if (!history.hasSeen(drawn)) {
        return drawn;
      }
    }
    return points.isEmpty() ? space.sample(random) : space.fromUnit(points.getFirst());
  }
}
