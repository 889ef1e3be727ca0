package io.eagleray.search.sampler;

import io.eagleray.search.space.Gaussian;

/** Kernels over a row of cells: what a normal distribution has in each. */
final class CellKernels extends NumberKernels {
  /** Below this a cell's probability is not resolved. */
  private static final double LEAST = 1e-12;

  /** By cell, made when first needed: the logarithms of the kernels' probabilities. */
  private final double[][] rows;

  CellKernels(Axis axis, double[] middles) {
    super(axis, middles);
    this.rows = new double[axis.count()][];
  }

  @Override
  void addLogDensity(double x, double[] terms) {
    int cell = axis.cellOf(x);
    if (rows[cell] == null) {
      rows[cell] = row(cell);
    }
    double[] row = rows[cell];
    for (int k = 0; k < terms.length; k++) {
      terms[k] += row[k];
    }
  }

  private double[] row(int cell) {
    double low = axis.edge(cell);
    double high = axis.edge(cell + 1);
    double[] row = new double[middles.length];
    for (int k = 0; k < row.length; k++) {
      double m = middles[k];
      double probability = high - low;
      if (!Double.isNaN(m)) {
        double s = deviations[k];
        double inside = Gaussian.quickCdf((high - m) / s) - Gaussian.quickCdf((low - m) / s);
        probability = inside / mass(k);
      }
      row[k] = Math.log(Math.max(LEAST, probability));
    }
    return row;
  }
}
