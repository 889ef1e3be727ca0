package io.eagleray.search.sampler;

import io.eagleray.search.history.History;
import io.eagleray.search.space.Gaussian;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A density over the unit cube: one kernel for each trial, a product over all parameters, and a
 * last one that is uniform, the prior. Numeric kernels are normal distributions cut off at the
 * borders.
 */
final class Mixture {
  /** Below this a cell's probability is not resolved. */
  private static final double LEAST = 1e-12;

  private static final int EQUAL_WEIGHTS = 25;

  /** Categories beyond this are looked up without a memory. */
  private static final int MOST_ROWS = 1024;

  private final Axis[] axes;
  private final int kernels;
  private final double[] cumulated;
  private final double[] logWeights;

  /** By axis and kernel: the middle, NaN where the kernel is indifferent. */
  private final double[][] middle;

  private final double[][] deviation;

  /** By axis and kernel, for intervals: the logarithm of the factor before the exponential. */
  private final double[][] logScale;

  /** By axis, cell and kernel: logarithms of probabilities, made when first needed. */
  private final double[][][] logCells;

  private final double[] terms;

  private Mixture(Axis[] axes, int trials) {
    this.axes = axes;
    this.kernels = trials + 1;
    this.cumulated = new double[kernels];
    this.logWeights = new double[kernels];
    this.middle = new double[axes.length][kernels];
    this.deviation = new double[axes.length][];
    this.logScale = new double[axes.length][];
    this.logCells = new double[axes.length][][];
    this.terms = new double[kernels];
  }

  /** The mixture of these trials, given oldest first. */
  static Mixture of(Axis[] axes, History history, int[] trials) {
    Mixture mixture = new Mixture(axes, trials.length);
    mixture.weigh();
    for (int d = 0; d < axes.length; d++) {
      double[] column = mixture.middle[d];
      for (int k = 0; k < trials.length; k++) {
        column[k] = history.unit(trials[k], d);
      }
      column[trials.length] = Double.NaN;
      mixture.prepare(d);
    }
    return mixture;
  }

  /** The newest 25 and the prior weigh 1; before them, the older the less. */
  private void weigh() {
    int trials = kernels - 1;
    int ramp = Math.max(0, trials - EQUAL_WEIGHTS);
    double sum = 0;
    for (int k = 0; k < kernels; k++) {
      double weight = 1;
      if (k < ramp) {
        double least = 1.0 / trials;
        weight = ramp == 1 ? least : least + (1 - least) * k / (ramp - 1);
      }
      logWeights[k] = Math.log(weight);
      sum += weight;
      cumulated[k] = sum;
    }
    double logSum = Math.log(sum);
    for (int k = 0; k < kernels; k++) {
      logWeights[k] -= logSum;
    }
  }

  private void prepare(int axis) {
    if (axes[axis].count() > 0) {
      logCells[axis] = new double[Math.min(axes[axis].count(), MOST_ROWS)][];
    }
    if (axes[axis].isCategorical()) {
      return;
    }
    deviation[axis] = Bandwidths.of(middle[axis], kernels);
    if (!axes[axis].hasCells()) {
      double[] scales = new double[kernels];
      for (int k = 0; k < kernels; k++) {
        double m = middle[axis][k];
        scales[k] =
            Double.isNaN(m)
                ? 0
                : -Math.log(mass(m, deviation[axis][k]) * deviation[axis][k]) - LOG_SQRT_2PI;
      }
      logScale[axis] = scales;
    }
  }

  private static final double LOG_SQRT_2PI = 0.5 * Math.log(2 * Math.PI);

  /** What a normal distribution leaves inside the unit interval. */
  private static double mass(double m, double s) {
    return Gaussian.quickCdf((1 - m) / s) - Gaussian.quickCdf(-m / s);
  }

  /** A draw; coordinates of inactive parameters are NaN. */
  double[] draw(RandomGenerator random) {
    double at = random.nextDouble() * cumulated[kernels - 1];
    int kernel = Arrays.binarySearch(cumulated, at);
    kernel = Math.min(kernels - 1, kernel < 0 ? -kernel - 1 : kernel);
    double[] point = new double[axes.length];
    for (int d = 0; d < axes.length; d++) {
      point[d] = axes[d].isActive(point) ? axes[d].snap(draw(d, kernel, random)) : Double.NaN;
    }
    return point;
  }

  private double draw(int axis, int kernel, RandomGenerator random) {
    double m = middle[axis][kernel];
    double u = random.nextDouble();
    if (Double.isNaN(m)) {
      return u;
    }
    if (axes[axis].isCategorical()) {
      return u < hit(axis) - miss(axis) ? m : random.nextDouble();
    }
    double s = deviation[axis][kernel];
    double low = Gaussian.quickCdf(-m / s);
    double x = m + s * Gaussian.quickQuantile(low + u * mass(m, s));
    return Math.min(1, Math.max(0, x));
  }

  /** The probability of the category a kernel saw. */
  private double hit(int axis) {
    return (1 + 1.0 / kernels) / (1 + (double) axes[axis].count() / kernels);
  }

  /** The probability of any other category. */
  private double miss(int axis) {
    return (1.0 / kernels) / (1 + (double) axes[axis].count() / kernels);
  }

  /** The logarithm of the density at a point. */
  double logDensity(double[] point) {
    System.arraycopy(logWeights, 0, terms, 0, kernels);
    for (int d = 0; d < axes.length; d++) {
      double x = point[d];
      if (Double.isNaN(x)) {
        continue;
      }
      if (axes[d].count() > 0) {
        add(cellRow(d, axes[d].cellOf(x)));
      } else {
        addInterval(d, x);
      }
    }
    double most = terms[0];
    for (int k = 1; k < kernels; k++) {
      most = Math.max(most, terms[k]);
    }
    double sum = 0;
    for (int k = 0; k < kernels; k++) {
      sum += Math.exp(terms[k] - most);
    }
    return most + Math.log(sum);
  }

  private void add(double[] row) {
    for (int k = 0; k < kernels; k++) {
      terms[k] += row[k];
    }
  }

  private void addInterval(int axis, double x) {
    double[] m = middle[axis];
    double[] s = deviation[axis];
    double[] scale = logScale[axis];
    for (int k = 0; k < kernels; k++) {
      double z = (x - m[k]) / s[k];
      terms[k] += !Double.isNaN(z) ? scale[k] - 0.5 * z * z : 0;
    }
  }

  private double[] cellRow(int axis, int cell) {
    double[][] rows = logCells[axis];
    if (cell >= rows.length) {
      return makeRow(axis, cell);
    }
    if (rows[cell] == null) {
      rows[cell] = makeRow(axis, cell);
    }
    return rows[cell];
  }

  private double[] makeRow(int axis, int cell) {
    Axis a = axes[axis];
    double[] row = new double[kernels];
    double logHit = Math.log(hit(axis));
    double logMiss = Math.log(miss(axis));
    for (int k = 0; k < kernels; k++) {
      double m = middle[axis][k];
      if (a.isCategorical()) {
        row[k] = Double.isNaN(m) ? -Math.log(a.count()) : a.cellOf(m) == cell ? logHit : logMiss;
      } else if (Double.isNaN(m)) {
        row[k] = Math.log(a.edge(cell + 1) - a.edge(cell));
      } else {
        double s = deviation[axis][k];
        double p =
            Gaussian.quickCdf((a.edge(cell + 1) - m) / s)
                - Gaussian.quickCdf((a.edge(cell) - m) / s);
        row[k] = Math.log(Math.max(LEAST, p / mass(m, s)));
      }
    }
    return row;
  }
}
