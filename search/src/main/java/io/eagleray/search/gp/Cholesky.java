package io.eagleray.search.gp;

/**
 * The Cholesky factor L of a symmetric positive definite matrix, K = L Lᵀ (Golub and Van Loan,
 * Matrix Computations, algorithm 4.2.1). Matrices are row-major arrays; of symmetric ones only the
 * lower triangle is read.
 */
final class Cholesky {
  private final int size;
  private final double[] factor;

  private Cholesky(int size, double[] factor) {
    this.size = size;
    this.factor = factor;
  }

  /**
   * Factors a matrix.
   *
   * @param matrix {@code size * size} numbers; overwritten, and kept by the result
   * @return false if the matrix is not positive definite; its content is then undefined
   */
  static boolean factor(double[] matrix, int size) {
    for (int i = 0; i < size; i++) {
      int row = i * size;
      for (int j = 0; j < i; j++) {
        int other = j * size;
        matrix[row + j] =
            (matrix[row + j] - dot(matrix, row, matrix, other, j)) / matrix[other + j];
      }
      double rest = matrix[row + i] - dot(matrix, row, matrix, row, i);
      if (!(rest > 0)) {
        return false;
      }
      matrix[row + i] = Math.sqrt(rest);
    }
    return true;
  }

  /** The factor of a matrix that {@link #factor} has succeeded on. */
  static Cholesky of(double[] factored, int size) {
    return new Cholesky(size, factored);
  }

  private static double dot(double[] a, int fromA, double[] b, int fromB, int length) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < length; i += 4) {
      s0 += a[fromA + i] * b[fromB + i];
      s1 += a[fromA + i + 1] * b[fromB + i + 1];
      s2 += a[fromA + i + 2] * b[fromB + i + 2];
      s3 += a[fromA + i + 3] * b[fromB + i + 3];
    }
    for (; i < length; i++) {
      s0 += a[fromA + i] * b[fromB + i];
    }
    return s0 + s1 + (s2 + s3);
  }

  /** ln det K. */
  double logDeterminant() {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += Math.log(factor[i * size + i]);
    }
    return 2 * sum;
  }

  /** Replaces b by L⁻¹ b. */
  void solveLower(double[] b) {
    for (int i = 0; i < size; i++) {
      b[i] = (b[i] - dot(factor, i * size, b, 0, i)) / factor[i * size + i];
    }
  }

  /** The squared length of L⁻¹ b, which replaces b. */
  double squaredLower(double[] b) {
    solveLower(b);
    return dot(b, 0, b, 0, size);
  }

  /** Replaces b by K⁻¹ b. */
  void solve(double[] b) {
    solveLower(b);
    for (int i = size - 1; i >= 0; i--) {
      b[i] /= factor[i * size + i];
      double value = b[i];
      for (int j = 0; j < i; j++) {
        b[j] -= factor[i * size + j] * value;
      }
    }
  }

  /** The lower triangle of K⁻¹, row-major. */
  double[] inverse() {
    // Rows of L⁻ᵀ: row j holds column j of L⁻¹, so that all inner loops run along rows.
    double[] columns = new double[size * size];
    for (int j = 0; j < size; j++) {
      int row = j * size;
      columns[row + j] = 1 / factor[row + j];
      for (int i = j + 1; i < size; i++) {
        columns[row + i] =
            -dot(factor, i * size + j, columns, row + j, i - j) / factor[i * size + i];
      }
    }
    double[] inverse = new double[size * size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        inverse[i * size + j] = dot(columns, i * size + i, columns, j * size + i, size - i);
      }
    }
    return inverse;
  }
}
