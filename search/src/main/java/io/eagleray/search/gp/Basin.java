package io.eagleray.search.gp;

/**
 * What is believed of a function before any data: that it is lower in the middle of the ranges of
 * its parameters than at their ends, for whoever wrote the bounds put the likely values between
 * them. A process of a few points in several dimensions else expects most of the corners, since
 * they are furthest from what it knows.
 *
 * @param depth in standard deviations of the values: along one parameter alone it rises by three
 *     times as much from the middle to an end; at least 0
 */
public record Basin(double depth) {
  /** No such belief. */
  public static final Basin NONE = new Basin(0);

  /** The mean square of a number's distance from the middle of [0, 1] is one part of so many. */
  private static final double SPREAD = 12;

  public Basin {
    if (!(depth >= 0)) {
      throw new IllegalArgumentException("depth must be at least 0, got " + depth);
    }
  }

  /** The mean at a point; 0 on average over the cube, and where there are no numbers. */
  double at(Coordinates kinds, double[] point) {
    if (depth == 0) {
      return 0;
    }
    int numbers = 0;
    double sum = 0;
    for (int d = 0; d < point.length; d++) {
      if (kinds.isNumeric(d)) {
        double fromMiddle = point[d] - 0.5;
        sum += SPREAD * fromMiddle * fromMiddle - 1;
        numbers++;
      }
    }
    return numbers == 0 ? 0 : depth * sum / Math.sqrt(numbers);
  }

  /** What it leaves unexplained of values at some points. */
  public double[] without(Coordinates kinds, double[][] points, double[] values) {
    double[] rest = values.clone();
    for (int i = 0; i < rest.length; i++) {
      rest[i] -= at(kinds, points[i]);
    }
    return rest;
  }
}
