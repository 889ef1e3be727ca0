package io.eagleray.search.cma;

import io.eagleray.search.space.Domain;
import io.eagleray.search.space.Gaussian;

/**
 * Keeps a discrete coordinate from freezing: each neighbour of the mean's value keeps a least
 * probability (R. Hamano et al., "CMA-ES with margin", GECCO 2022).
 */
final class Margin {
  private static final double RIM = 1e-12;

  private Margin() {}

  /**
   * Corrects the mean or the stretch of one coordinate.
   *
   * @param domain of finitely many values in an order, at least two
   * @param least the probability that is kept, in (0, 1/2)
   */
  static void keep(Shape shape, int coordinate, Domain domain, double least) {
    double mean = shape.mean[coordinate];
    double deviation = shape.deviation(coordinate);
    Object value = domain.fromUnit(mean);
    double half = domain.cellWidth(value) / 2;
    double middle = domain.toUnit(value);
    double low = middle - half;
    double high = middle + half;
    boolean isFirst = low < RIM;
    boolean isLast = high > 1 - RIM;
    if (isFirst || isLast) {
      // One threshold: the mean stays so near to it that the other side keeps its share.
      double threshold = isFirst ? high : low;
      double reach = -Gaussian.quantile(least) * deviation;
      double distance = Math.min(Math.abs(mean - threshold), reach);
      shape.mean[coordinate] = isFirst ? threshold - distance : threshold + distance;
    } else {
      between(shape, coordinate, low, high, least / 2);
    }
  }

  private static void between(Shape shape, int coordinate, double low, double high, double least) {
    double mean = shape.mean[coordinate];
    double deviation = shape.deviation(coordinate);
    double below = Gaussian.cdf((low - mean) / deviation);
    double above = Gaussian.cdf((mean - high) / deviation);
    if (below >= least && above >= least) {
      return;
    }
    double inside = 1 - below - above;
    double raisedBelow = Math.max(least, below);
    double raisedAbove = Math.max(least, above);
    double raisedInside = Math.max(least, inside);
    double sum = raisedBelow + raisedAbove + raisedInside;
    // What was given is taken from where there is more than the least.
    double share = (1 - sum) / (sum - 3 * least);
    double finalBelow = raisedBelow + share * (raisedBelow - least);
    double finalAbove = raisedAbove + share * (raisedAbove - least);
    double reachLow = -Gaussian.quantile(finalBelow);
    double reachHigh = -Gaussian.quantile(finalAbove);
    double reach = reachLow + reachHigh;
    if (reach > RIM) {
      shape.mean[coordinate] = (low * reachHigh + high * reachLow) / reach;
      shape.stretch[coordinate] *= (high - low) / reach / deviation;
    }
  }
}
