package io.eagleray.search.bayesian;

import io.eagleray.search.gp.Coordinates;
import io.eagleray.search.history.History;
import io.eagleray.search.sampler.Axis;
import java.util.stream.IntStream;

/**
 * How points of the unit cube look to a Gaussian process: numbers as they are, categories as their
 * index. A parameter that does not exist at a point lies in its middle, or is a category of its
 * own: the choice on which it depends has already set such points apart.
 */
final class Encoding {
  /**
   * What is known of one branch of a conditional space says little of another one, unless the data
   * show that it does.
   */
  private static final double BRANCH_DISTANCE = 8;

  private static final double ABSENT_NUMBER = 0.5;
  private static final double ABSENT_CATEGORY = -1;

  private final Axis[] axes;
  private final Coordinates kinds;

  Encoding(Axis[] axes) {
    this.axes = axes;
    double[] distances = new double[axes.length];
    for (int d = 0; d < axes.length; d++) {
      double distance = Axis.isParent(axes, d) ? BRANCH_DISTANCE : 1;
      distances[d] = axes[d].isCategorical() ? distance : 0;
    }
    this.kinds = new Coordinates(distances);
  }

  Coordinates kinds() {
    return kinds;
  }

  /** The coordinates of a point of the unit cube. */
  double[] of(double[] unit) {
    double[] point = new double[axes.length];
    for (int d = 0; d < point.length; d++) {
      point[d] = of(d, unit[d]);
    }
    return point;
  }

  /** The coordinates of a trial. */
  double[] of(History history, int trial) {
    return of(history.point(trial));
  }

  /** The coordinates that are numbers and exist in all of some trials. */
  int[] numbers(History history, int[] trials) {
    return IntStream.range(0, axes.length)
        .filter(d -> !axes[d].isCategorical())
        .filter(d -> IntStream.of(trials).noneMatch(trial -> Double.isNaN(history.unit(trial, d))))
        .toArray();
  }

  private double of(int d, double unit) {
    if (axes[d].isCategorical()) {
      return Double.isNaN(unit) ? ABSENT_CATEGORY : axes[d].cellOf(unit);
    }
    return Double.isNaN(unit) ? ABSENT_NUMBER : unit;
  }
}
