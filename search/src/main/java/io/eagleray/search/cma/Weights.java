package io.eagleray.search.cma;

/**
 * The constants of one strategy: how a generation's ranks are weighed and how fast things are
 * learnt (N. Hansen, "The CMA Evolution Strategy: A Tutorial", 2016, table 1, active update).
 */
final class Weights {
  final int dimensions;
  final int size;

  /** By rank, best first: the better half is positive and sums to 1, the worse half is negative. */
  final double[] byRank;

  /** How many ranks have a positive weight. */
  final int parents;

  /** How many equal parents the unequal ones are worth. */
  final double effective;

  final double pathRate;
  final double damping;
  final double shapePathRate;
  final double rankOneRate;
  final double rankManyRate;

  /** The expected length of a vector of independent standard normal numbers. */
  final double expectedLength;

  Weights(int dimensions, int size) {
    double n = dimensions;
    this.dimensions = dimensions;
    this.size = size;
    this.byRank = new double[size];
    double better = 0;
    double betterSquares = 0;
    double worse = 0;
    double worseSquares = 0;
    int positive = 0;
    for (int i = 0; i < size; i++) {
      double w = Math.log((size + 1) / 2.0) - Math.log(i + 1);
      byRank[i] = w;
      if (w > 0) {
        positive++;
        better += w;
        betterSquares += w * w;
      } else {
        worse -= w;
        worseSquares += w * w;
      }
    }
    this.parents = positive;
    this.effective = better * better / betterSquares;
    this.pathRate = (effective + 2) / (n + effective + 5);
    this.damping = 1 + 2 * Math.max(0, Math.sqrt((effective - 1) / (n + 1)) - 1) + pathRate;
    this.shapePathRate = (4 + effective / n) / (n + 4 + 2 * effective / n);
    this.rankOneRate = 2 / ((n + 1.3) * (n + 1.3) + effective);
    this.rankManyRate =
        Math.min(
            1 - rankOneRate,
            2 * (0.25 + effective + 1 / effective - 2) / ((n + 2) * (n + 2) + effective));
    this.expectedLength = Math.sqrt(n) * (1 - 1 / (4 * n) + 1 / (21 * n * n));
    double effectiveWorse = worseSquares == 0 ? 0 : worse * worse / worseSquares;
    double negativeSum =
        Math.min(
            1 + rankOneRate / rankManyRate,
            Math.min(
                1 + 2 * effectiveWorse / (effective + 2),
                (1 - rankOneRate - rankManyRate) / (n * rankManyRate)));
    for (int i = 0; i < size; i++) {
      byRank[i] *= byRank[i] > 0 ? 1 / better : worse == 0 ? 0 : negativeSum / worse;
    }
  }

  /** The usual number of trials in a generation. */
  static int usualSize(int dimensions) {
    return 4 + (int) (3 * Math.log(Math.max(1, dimensions)));
  }
}
