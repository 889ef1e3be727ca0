package io.eagleray.search.sampler;

import java.util.random.RandomGenerator;

/** Where a proposal may lie. Points are of the unit cube, NaN where a parameter is inactive. */
sealed interface Region {

  /** Whether a point lies in it. */
  boolean contains(double[] point);

  /** A point in it, drawn evenly, with coordinates for inactive parameters, too. */
  double[] draw(RandomGenerator random);

  /** The length of its sides; 1 for the whole cube. */
  double side();

  /** The whole cube. */
  record Everywhere(int dimensions) implements Region {
    @Override
    public boolean contains(double[] point) {
      return true;
    }

    @Override
    public double[] draw(RandomGenerator random) {
      double[] point = new double[dimensions];
      for (int d = 0; d < dimensions; d++) {
        point[d] = random.nextDouble();
      }
      return point;
    }

    @Override
    public double side() {
      return 1;
    }
  }

  /**
   * A box. Where values are further apart than the box is wide, the neighbouring ones belong to it;
   * of the categories, a share as large as the side may differ from the middle, but always one.
   */
  final class Box implements Region {
    private final Axis[] axes;
    private final double[] middle;
    private final double side;

    /** A box around a point, its sides at most 1 long. */
    Box(Axis[] axes, double[] middle, double side) {
      this.axes = axes;
      this.middle = middle;
      this.side = side;
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
      return Math.max(side / 2, axes[d].hasCells() ? 1.01 / axes[d].count() : 0);
    }

    @Override
    public double side() {
      return side;
    }
  }

  /** One branch of a conditional space. */
  record OneBranch(Axis[] axes, Branch branch) implements Region {
    @Override
    public boolean contains(double[] point) {
      return branch.contains(axes, point);
    }

    @Override
    public double[] draw(RandomGenerator random) {
      double[] point = branch.door(axes, random);
      for (int d = 0; d < point.length; d++) {
        point[d] = Double.isNaN(point[d]) ? random.nextDouble() : point[d];
      }
      return point;
    }

    @Override
    public double side() {
      return 1;
    }
  }
}
