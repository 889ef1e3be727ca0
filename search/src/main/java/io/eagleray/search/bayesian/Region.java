package io.eagleray.search.bayesian;

import io.eagleray.search.sampler.Axis;
import java.util.random.RandomGenerator;

/** Where a proposal may lie. Points are of the unit cube, NaN where a parameter is inactive. */
sealed interface Region permits Region.Everywhere, Region.OneBranch, Box {

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
