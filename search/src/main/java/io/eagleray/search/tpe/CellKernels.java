package io.eagleray.search.tpe;

import io.eagleray.search.sampler.Axis;
import io.eagleray.search.space.Gaussian;
import java.util.Arrays;

/**
 * Kernels over a row of cells: what a normal distribution has in each. Kernels in the same cell are
 * equal, so there are no more different ones than cells.
 */
final class CellKernels extends NumberKernels {
  /** Below this a cell's probability is not resolved. */
  private static final double LEAST = 1e-12;

  private final int cells;

  /** Where a kernel stands; {@link #cells} for the indifferent ones. */
  private int[] cellOf = new int[0];

  /** By the cell asked for and that of the kernel: log probabilities, made when first needed. */
  private final double[] table;

  private final boolean[] ready;

  /** By cell: a kernel that stands there. */
  private final int[] example;

  CellKernels(Axis axis) {
    super(axis);
    this.cells = axis.count();
    this.table = new double[cells * (cells + 1)];
    this.ready = new boolean[cells];
    this.example = new int[cells];
  }

  @Override
  protected void grow(int capacity) {
    super.grow(capacity);
    cellOf = new int[capacity];
  }

  @Override
  protected void prepare() {
    super.prepare();
    Arrays.fill(ready, false);
    Arrays.fill(example, -1);
    for (int k = 0; k < count; k++) {
      cellOf[k] = cells;
      if (!Double.isNaN(middles[k])) {
        cellOf[k] = axis.cellOf(middles[k]);
        example[cellOf[k]] = k;
      }
    }
  }

  @Override
  void addLogDensity(double x, double[] terms) {
    int cell = axis.cellOf(x);
    int row = cell * (cells + 1);
    if (!ready[cell]) {
      fill(cell, row);
      ready[cell] = true;
    }
    for (int k = 0; k < count; k++) {
      terms[k] += table[row + cellOf[k]];
    }
  }

  private void fill(int cell, int row) {
    double low = axis.edge(cell);
    double high = axis.edge(cell + 1);
    for (int from = 0; from < cells; from++) {
      int k = example[from];
      if (k >= 0) {
        double m = middles[k];
        double s = deviations[k];
        double inside = Gaussian.quickCdf((high - m) / s) - Gaussian.quickCdf((low - m) / s);
        table[row + from] = Math.log(Math.max(LEAST, inside / mass(k)));
      }
    }
    table[row + cells] = Math.log(Math.max(LEAST, high - low));
  }
}
