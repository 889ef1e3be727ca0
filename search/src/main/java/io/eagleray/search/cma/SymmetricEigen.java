package io.eagleray.search.cma;

/**
 * Eigenvalues and vectors of a symmetric matrix: Householder reflections make it tridiagonal, QL
 * steps with implicit shifts make that diagonal (Golub and Van Loan, "Matrix Computations", 8.3).
 */
final class SymmetricEigen {
  private static final int MOST_SWEEPS = 60;
  private static final double PRECISION = 0x1p-52;

  private final int n;
  private final double[][] vectors;
  private final double[] values;

  /** The entries beside the diagonal; {@code beside[i]} couples i and i + 1. */
  private final double[] beside;

  private SymmetricEigen(double[][] matrix) {
    this.n = matrix.length;
    this.vectors = new double[n][n];
    this.values = new double[n];
    this.beside = new double[n];
    for (int i = 0; i < n; i++) {
      vectors[i][i] = 1;
    }
    reduce(copy(matrix));
    for (int low = 0; low < n; low++) {
      for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
        int high = endOfBlock(low);
        if (high == low) {
          break;
        }
        sweep(low, high);
      }
    }
  }

  /**
   * Decomposes a matrix.
   *
   * @param matrix symmetric, of finite numbers; it is not changed
   */
  static SymmetricEigen of(double[][] matrix) {
    return new SymmetricEigen(matrix);
  }

  /** The eigenvalues, in no particular order. */
  double[] values() {
    return values;
  }

  /** Column {@code k} is the unit vector that belongs to value {@code k}. */
  double[][] vectors() {
    return vectors;
  }

  private void reduce(double[][] a) {
    double[] v = new double[n];
    for (int k = 0; k < n - 2; k++) {
      double length = 0;
      for (int i = k + 1; i < n; i++) {
        length = Math.hypot(length, a[i][k]);
      }
      double alpha = a[k + 1][k] > 0 ? -length : length;
      double square = 0;
      for (int i = k + 1; i < n; i++) {
        v[i] = a[i][k] - (i == k + 1 ? alpha : 0);
        square += v[i] * v[i];
      }
      if (length == 0 || square == 0) {
        continue;
      }
      reflect(a, v, k + 1, square);
    }
    for (int i = 0; i < n; i++) {
      values[i] = a[i][i];
      beside[i] = i + 1 < n ? a[i + 1][i] : 0;
    }
  }

  /** Applies H = 1 - 2 v v' / v'v from both sides, and to the vectors from the right. */
  private void reflect(double[][] a, double[] v, int from, double square) {
    double factor = 2 / square;
    double[] dots = new double[n];
    for (int i = from; i < n; i++) {
      for (int j = 0; j < n; j++) {
        dots[j] += v[i] * a[i][j];
      }
    }
    for (int i = from; i < n; i++) {
      for (int j = 0; j < n; j++) {
        a[i][j] -= factor * v[i] * dots[j];
      }
    }
    reflectRows(a, v, from, factor);
    reflectRows(vectors, v, from, factor);
  }

  private void reflectRows(double[][] rows, double[] v, int from, double factor) {
    for (double[] row : rows) {
      double dot = 0;
      for (int j = from; j < n; j++) {
        dot += row[j] * v[j];
      }
      for (int j = from; j < n; j++) {
        row[j] -= factor * dot * v[j];
      }
    }
  }

  /** The last index that is still coupled with {@code low}. */
  private int endOfBlock(int low) {
    int end = low;
    while (end < n - 1) {
      double scale = Math.abs(values[end]) + Math.abs(values[end + 1]);
      if (Math.abs(beside[end]) <= PRECISION * scale) {
        break;
      }
      end++;
    }
    return end;
  }

  /** One QL step on a block, from its end to its beginning, with Wilkinson's shift. */
  private void sweep(int low, int high) {
    double half = (values[low + 1] - values[low]) / (2 * beside[low]);
    double root = Math.hypot(half, 1);
    double shift = values[low] - beside[low] / (half + (half >= 0 ? root : -root));
    double bulge = values[high] - shift;
    double cosine = 1;
    double sine = 1;
    double carried = 0;
    for (int i = high - 1; i >= low; i--) {
      double f = sine * beside[i];
      double b = cosine * beside[i];
      double length = Math.hypot(f, bulge);
      beside[i + 1] = length;
      if (length == 0) {
        values[i + 1] -= carried;
        beside[high] = 0;
        return;
      }
      sine = f / length;
      cosine = bulge / length;
      double g = values[i + 1] - carried;
      double r = (values[i] - g) * sine + 2 * cosine * b;
      carried = sine * r;
      values[i + 1] = g + carried;
      bulge = cosine * r - b;
      rotate(i, cosine, sine);
    }
    values[low] -= carried;
    beside[low] = bulge;
    beside[high] = 0;
  }

  private void rotate(int i, double cosine, double sine) {
    for (double[] row : vectors) {
      double next = row[i + 1];
      row[i + 1] = sine * row[i] + cosine * next;
      row[i] = cosine * row[i] - sine * next;
    }
  }

  private static double[][] copy(double[][] matrix) {
    double[][] copy = new double[matrix.length][];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = matrix[i].clone();
    }
    return copy;
  }
}
