package io.eagleray.search.bayesian;

import io.eagleray.search.sampler.Axis;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A box around a point. Where values are further apart than the box is wide, the neighbouring ones
 * belong to it; of the categories, a share as large as the side may differ from the middle, but
 * always one.
 */
final class Box implements Region {
  /** About so many coordinates of a draw from a stretched box differ from its middle. */
  private static final double MOVED = 20;

  private final Axis[] axes;
  private final double[] middle;
  private final double side;
  private final double[] sides;
  private final double moved;

  private Box(Axis[] axes, double[] middle, double side, double[] sides, double moved) {
    this.axes = axes;
    this.middle = middle;
    this.side = side;
    this.sides = sides;
    this.moved = moved;
  }

  /** A box whose sides are alike. */
  static Box cube(Axis[] axes, double[] middle, double side) {
    double[] sides = new double[middle.length];
    Arrays.fill(sides, side);
    return new Box(axes, middle, side, sides, 1);
  }

  /**
   * A box whose sides differ. Draws leave most coordinates in the middle where there are many: all
   * moved at once lead away from what is known.
   *
   * @param side where the stretch is 1
   * @param stretch for each coordinate, above 0
   */
  static Box stretched(Axis[] axes, double[] middle, double side, double[] stretch) {
    double[] sides = Arrays.stream(stretch).map(each -> side * each).toArray();
    return new Box(axes, middle, Math.min(1, side), sides, MOVED / middle.length);
  }

  @Override
  public boolean contains(double[] point) {
    int changed = 0;
    for (int d = 0; d < point.length; d++) {
      double gap = Math.abs(point[d] - middle[d]);
      if (axes[d].isCategorical()) {
        changed += gap > 0 ? 1 : 0;
      } else if (gap > reach(d)) {
        return false;
      }
    }
    return changed <= Math.max(1, side * point.length);
  }

  @Override
  public double[] draw(RandomGenerator random) {
    double[] point = new double[middle.length];
    for (int d = 0; d < point.length; d++) {
      point[d] = draw(d, random);
    }
    for (int d = 0; moved < 1 && d < point.length; d++) {
      point[d] = random.nextDouble() < moved ? point[d] : middle[d];
    }
    return point;
  }

  private double draw(int d, RandomGenerator random) {
    double unit = random.nextDouble();
    if (Double.isNaN(middle[d])) {
      return unit;
    }
    if (axes[d].isCategorical()) {
      return random.nextDouble() < Math.max(side, 0.1) ? unit : middle[d];
    }
    return Math.min(1, Math.max(0, middle[d] + reach(d) * (2 * unit - 1)));
  }

  private double reach(int d) {
    return Math.max(sides[d] / 2, axes[d].hasCells() ? 1.01 / axes[d].count() : 0);
  }

  @Override
  public double side() {
    return side;
  }
}
