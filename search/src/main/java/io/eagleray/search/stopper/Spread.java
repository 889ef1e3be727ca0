package io.eagleray.search.stopper;

/** How far numbers lie apart. */
final class Spread {
  private Spread() {}

  /** The standard deviation of all that there is (divided by n, as NumPy does); NaN of a NaN. */
  static double of(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    double mean = sum / values.length;
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares / values.length);
  }
}
