package io.eagleray.search.gp;

/**
 * The Matérn correlation with smoothness 5/2 (Rasmussen and Williams 2006, equation 4.17), as a
 * function of the squared scaled distance.
 */
final class Matern {
  private static final double ROOT5 = Math.sqrt(5);

  private Matern() {}

  /** The correlation; 1 at distance 0. */
  static double correlation(double squared) {
    double r = ROOT5 * Math.sqrt(squared);
    return (1 + r + 5.0 / 3 * squared) * Math.exp(-r);
  }
}
