package io.eagleray.search.cma;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;

/** One run of the strategy, from its beginning to its end. */
final class Run {
  /** In units of the interval; finer steps change nothing that is worth a trial. */
  private static final double LEAST_DEVIATION = 1e-9;

  private static final double LEAST_GAIN = 1e-12;

  private final Coordinates coordinates;
  private final Launch launch;
  private final Strategy strategy;
  private final Weights weights;
  private final Categories[] categories;
  private final Deque<Double> recent = new ArrayDeque<>();
  private final int patience;
  private long trials;

  Run(Coordinates coordinates, Launch launch, double[] mean) {
    this.coordinates = coordinates;
    this.launch = launch;
    int n = coordinates.ordered().length;
    int m = coordinates.unordered().length;
    this.weights = new Weights(Math.max(1, n), launch.size());
    this.strategy = new Strategy(weights, new Shape(mean, launch.step()));
    this.categories = new Categories[m];
    for (int i = 0; i < m; i++) {
      long count = coordinates.cardinality(coordinates.unordered()[i]).orElseThrow();
      categories[i] = new Categories((int) count, m);
    }
    this.patience = 10 + (int) Math.ceil(30.0 * (n + m) / launch.size());
    keepMargins();
  }

  Launch launch() {
    return launch;
  }

  /** The number of trials it has learnt from. */
  long trials() {
    return trials;
  }

  /** The middle of the distribution of coordinates with an order. */
  double[] mean() {
    return strategy.shape.mean;
  }

  /** A draw: a point in or around the unit cube, active coordinates and others. */
  double[] draw(RandomGenerator random) {
    double[] point = new double[coordinates.parameters()];
    Arrays.fill(point, 0.5);
    if (coordinates.ordered().length > 0) {
      double[] x = strategy.shape.draw(random);
      for (int i = 0; i < x.length; i++) {
        point[coordinates.ordered()[i]] = x[i];
      }
    }
    for (int i = 0; i < categories.length; i++) {
      point[coordinates.unordered()[i]] = categories[i].draw(random);
    }
    return point;
  }

  /**
   * Learns from a generation.
   *
   * @param points best first
   * @param losses of the first ones, those that have one
   */
  void learn(List<double[]> points, double[] losses) {
    trials += points.size();
    if (losses.length == 0) {
      return;
    }
    if (coordinates.ordered().length > 0) {
      strategy.update(points.stream().map(coordinates::orderedPart).toList(), losses.length);
      if (losses.length > 1 && losses[(int) (0.7 * (losses.length - 1))] == losses[0]) {
        strategy.widen();
      }
      keepMargins();
    }
    learnCategories(points, losses.length);
    recent.addLast(losses[0]);
    if (recent.size() > patience) {
      recent.removeFirst();
    }
  }

  /** Whether going on is not worth it: converged, flat or stuck. */
  boolean isOver() {
    if (coordinates.ordered().length > 0
        && (strategy.shape.isStuck() || strategy.shape.widest() < LEAST_DEVIATION)) {
      return true;
    }
    if (recent.size() < patience) {
      return false;
    }
    double least = recent.stream().mapToDouble(x -> x).min().orElseThrow();
    double most = recent.stream().mapToDouble(x -> x).max().orElseThrow();
    return most - least <= LEAST_GAIN * (1 + Math.abs(least));
  }

  private void learnCategories(List<double[]> points, int usable) {
    int parents = Math.min(usable, weights.parents);
    double sum = 0;
    for (int i = 0; i < parents; i++) {
      sum += weights.byRank[i];
    }
    for (int c = 0; c < categories.length; c++) {
      categories[c].fade();
      for (int i = 0; i < parents; i++) {
        double unit = points.get(i)[coordinates.unordered()[c]];
        categories[c].learn(unit, weights.byRank[i] / sum);
      }
      categories[c].settle();
    }
  }

  private void keepMargins() {
    int n = coordinates.ordered().length;
    for (int i = 0; i < n; i++) {
      int parameter = coordinates.ordered()[i];
      if (coordinates.cardinality(parameter).isPresent()) {
        double least = 1.0 / (n * launch.size());
        Margin.keep(strategy.shape, i, coordinates.domain(parameter), Math.min(0.25, least));
      }
    }
  }
}
