package io.eagleray.search.gp;

/**
 * What is believed of a function before any data: that it is lower in the middle of the ranges of
 * its parameters than at their ends, for whoever wrote the bounds put the likely values between
 * them. A process of a few points in several dimensions else expects most of the corners, since
 * they are furthest from what it knows.
 */
public final class Basin {
  /** No such belief. */
  public static final Basin NONE = new Basin(0);

  /** The mean square of a number's distance from the middle of [0, 1] is one part of so many. */
  private static final double SPREAD = 12;

  private final double depth;
  private final int[] coordinates;

  /**
   * A belief about some coordinates.
   *
   * @param depth in standard deviations of the values: along one coordinate alone it rises by three
   *     times as much from the middle to an end; at least 0
   * @param coordinates numeric ones, which all points have
   */
  public Basin(double depth, int... coordinates) {
    if (!(depth >= 0)) {
      throw new IllegalArgumentException("depth must be at least 0, got " + depth);
    }
    this.depth = depth;
    this.coordinates = coordinates.clone();
  }

  /** The mean at a point; 0 on average over the cube. */
  double at(double[] point) {
    double sum = 0;
    for (int d : coordinates) {
      double fromMiddle = point[d] - 0.5;
      sum += SPREAD * fromMiddle * fromMiddle - 1;
    }
    return sum == 0 ? 0 : depth * sum / Math.sqrt(coordinates.length);
  }

  /** What it leaves unexplained of values at some points. */
  public double[] without(double[][] points, double[] values) {
    double[] rest = values.clone();
    for (int i = 0; i < rest.length; i++) {
      rest[i] -= at(points[i]);
    }
    return rest;
  }
}
