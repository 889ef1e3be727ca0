package io.eagleray.search.bayesian;

import io.eagleray.search.sampler.Axis;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Random steps through the unit cube that always end at a point of the space. */
final class Moves {
  private static final int ROUNDS = 20;

  private final Axis[] axes;

  Moves(Axis[] axes) {
    this.axes = axes;
  }

  /** A point drawn evenly from a region. */
  double[] draw(Region region, RandomGenerator random) {
    return settled(region.draw(random), random);
  }

  /**
   * A neighbour of a point: some coordinates, often just one, are moved.
   *
   * @param step the standard deviation of a move; along rows of values at least most of one place
   */
  double[] neighbour(double[] from, double step, RandomGenerator random) {
    double[] point = from.clone();
    double active = Arrays.stream(from).filter(unit -> !Double.isNaN(unit)).count();
    double rate = random.nextBoolean() ? 1.2 / active : random.nextDouble();
    boolean moved = false;
    for (int round = 0; round < ROUNDS && !moved; round++) {
      for (int d = 0; d < point.length; d++) {
        if (!Double.isNaN(point[d]) && random.nextDouble() < rate) {
          point[d] = moved(d, point[d], step, random);
          moved = true;
        }
      }
    }
    return settled(point, random);
  }

  private double moved(int d, double unit, double step, RandomGenerator random) {
    if (axes[d].isCategorical()) {
      return random.nextDouble();
    }
    double width = axes[d].hasCells() ? Math.max(step, 0.7 / axes[d].count()) : step;
    double reflected = Math.abs(unit + width * random.nextGaussian());
    return Math.max(0, reflected > 1 ? 2 - reflected : reflected);
  }

  /** Coordinates at the middles of their cells, drawn where they were missing, NaN if inactive. */
  private double[] settled(double[] loose, RandomGenerator random) {
    double[] point = new double[loose.length];
    Arrays.fill(point, Double.NaN);
    for (int d = 0; d < point.length; d++) {
      if (axes[d].isActive(point)) {
        point[d] = axes[d].snap(Double.isNaN(loose[d]) ? random.nextDouble() : loose[d]);
      }
    }
    return point;
  }
}
