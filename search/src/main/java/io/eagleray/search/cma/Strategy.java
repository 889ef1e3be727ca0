package io.eagleray.search.cma;

import java.util.List;

/**
 * The update of CMA-ES with active covariance adaptation (Hansen 2016). Points may come from an
 * older distribution, as those of slow workers do: steps that are improbably long are shortened
 * (Hansen, "Injecting external solutions into CMA-ES", 2011).
 */
final class Strategy {
  /** The distribution never spreads farther than the space. */
  private static final double WIDEST = 1;

  private final Weights weights;
  final Shape shape;
  private final int n;
  private final double[] path;
  private final double[] shapePath;
  private final int decomposeEvery;
  private int generation;

  Strategy(Weights weights, Shape shape) {
    this.weights = weights;
    this.shape = shape;
    this.n = weights.dimensions;
    this.path = new double[n];
    this.shapePath = new double[n];
    double rate = weights.rankOneRate + weights.rankManyRate;
    this.decomposeEvery = Math.max(1, (int) (1 / (10 * n * rate)));
  }

  /**
   * Learns from a generation.
   *
   * @param points best first
   * @param usable how many of them have a value; the others only show where it is bad
   */
  void update(List<double[]> points, int usable) {
    generation++;
    double[][] y = new double[points.size()][];
    double[][] z = new double[points.size()][];
    for (int i = 0; i < y.length; i++) {
      y[i] = shape.direction(points.get(i));
      z[i] = shape.whitened(y[i]);
      shorten(y[i], z[i]);
    }
    double[] w = weightsFor(usable);
    double effective = effective(w);
    double[] y0 = new double[n];
    double[] z0 = new double[n];
    for (int i = 0; i < y.length; i++) {
      if (w[i] > 0) {
        add(y0, w[i], y[i]);
        add(z0, w[i], z[i]);
      }
    }
    for (int j = 0; j < n; j++) {
      double moved = shape.mean[j] + shape.step * shape.stretch[j] * y0[j];
      shape.mean[j] = Math.min(1, Math.max(0, moved));
    }
    boolean isOnTrack = lengthenPaths(y0, z0, effective);
    learnShape(w, y, z, isOnTrack);
    double ratio = length(path) / weights.expectedLength;
    shape.step *= Math.exp(Math.min(1, weights.pathRate / weights.damping * (ratio - 1)));
    if (generation % decomposeEvery == 0) {
      shape.decompose();
    }
    limit();
  }

  /** Leaves a plateau with longer steps. */
  void widen() {
    shape.step *= Math.exp(0.2 + weights.pathRate / weights.damping);
    limit();
  }

  private void limit() {
    double widest = shape.widest();
    if (widest > WIDEST) {
      shape.step *= WIDEST / widest;
    }
  }

  private void shorten(double[] y, double[] z) {
    double most = Math.sqrt(n) + 2.0 * n / (n + 2);
    double length = length(z);
    if (length > most) {
      for (int j = 0; j < n; j++) {
        y[j] *= most / length;
        z[j] *= most / length;
      }
    }
  }

  /** Failed trials are nobody's parents. */
  private double[] weightsFor(int usable) {
    double[] w = weights.byRank.clone();
    double sum = 0;
    for (int i = 0; i < Math.min(usable, weights.parents); i++) {
      sum += w[i];
    }
    for (int i = 0; i < weights.parents; i++) {
      w[i] = i < usable ? w[i] / sum : 0;
    }
    return w;
  }

  private static double effective(double[] w) {
    double squares = 0;
    for (double weight : w) {
      squares += weight > 0 ? weight * weight : 0;
    }
    return 1 / squares;
  }

  /** Returns whether the step size's path is short enough for the shape to learn from it. */
  private boolean lengthenPaths(double[] y0, double[] z0, double effective) {
    double c = weights.pathRate;
    scale(path, 1 - c);
    add(path, Math.sqrt(c * (2 - c) * effective), z0);
    double expected = Math.sqrt(1 - Math.pow(1 - c, 2.0 * generation)) * weights.expectedLength;
    boolean isOnTrack = length(path) < (1.4 + 2.0 / (n + 1)) * expected;
    double d = weights.shapePathRate;
    scale(shapePath, 1 - d);
    if (isOnTrack) {
      add(shapePath, Math.sqrt(d * (2 - d) * effective), y0);
    }
    return isOnTrack;
  }

  private void learnShape(double[] w, double[][] y, double[][] z, boolean isOnTrack) {
    double one = weights.rankOneRate;
    double many = weights.rankManyRate;
    double sum = 0;
    double[] factor = new double[w.length];
    for (int i = 0; i < w.length; i++) {
      sum += w[i];
      double square = w[i] < 0 ? length(z[i]) * length(z[i]) : 0;
      factor[i] = many * (w[i] >= 0 ? w[i] : w[i] * n / Math.max(square, 1e-12));
    }
    double lost = isOnTrack ? 0 : one * weights.shapePathRate * (2 - weights.shapePathRate);
    double kept = 1 + lost - one - many * sum;
    for (int r = 0; r < n; r++) {
      for (int c = 0; c <= r; c++) {
        double value = kept * shape.covariance[r][c] + one * shapePath[r] * shapePath[c];
        for (int i = 0; i < factor.length; i++) {
          value += factor[i] * y[i][r] * y[i][c];
        }
        shape.covariance[r][c] = value;
        shape.covariance[c][r] = value;
      }
    }
  }

  private static void add(double[] to, double factor, double[] what) {
    for (int j = 0; j < to.length; j++) {
      to[j] += factor * what[j];
    }
  }

  private static void scale(double[] what, double factor) {
    for (int j = 0; j < what.length; j++) {
      what[j] *= factor;
    }
  }

  private static double length(double[] x) {
    double square = 0;
    for (double each : x) {
      square += each * each;
    }
    return Math.sqrt(square);
  }
}
