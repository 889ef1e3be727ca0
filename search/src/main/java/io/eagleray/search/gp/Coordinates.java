package io.eagleray.search.gp;

/**
 * How points are compared: numeric coordinates by their difference, categorical ones by whether
 * they are equal.
 */
public final class Coordinates {
  private final double[] categoryDistance;

  /**
   * Coordinates of both kinds.
   *
   * @param categoryDistance for each categorical coordinate the squared distance of two different
   *     categories, above 0; 0 for each numeric one
   */
  public Coordinates(double[] categoryDistance) {
    this.categoryDistance = categoryDistance.clone();
  }

  /** The number of coordinates. */
  public int count() {
    return categoryDistance.length;
  }

  /** Whether a coordinate is a number. */
  boolean isNumeric(int coordinate) {
    return categoryDistance[coordinate] == 0;
  }

  /** The squared distance along one coordinate. */
  public double squared(int coordinate, double a, double b) {
    if (categoryDistance[coordinate] > 0) {
      return a == b ? 0 : categoryDistance[coordinate];
    }
    double difference = a - b;
    return difference * difference;
  }

  /** The squared distance of two points, all coordinates counting alike. */
  public double squared(double[] a, double[] b) {
    double sum = 0;
    for (int d = 0; d < categoryDistance.length; d++) {
      sum += squared(d, a[d], b[d]);
    }
    return sum;
  }

  /** The squared distance of two points, each coordinate counting by its relevance. */
  double squared(Hyperparameters hyper, double[] a, double[] b) {
    double sum = 0;
    for (int d = 0; d < categoryDistance.length; d++) {
      sum += hyper.relevance(d) * squared(d, a[d], b[d]);
    }
    return sum;
  }
}
