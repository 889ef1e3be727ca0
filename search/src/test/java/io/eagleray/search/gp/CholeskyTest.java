package io.eagleray.search.gp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.junit.jupiter.api.Test;

class CholeskyTest {

  @Test
  void itSolvesInvertsAndHasTheDeterminantOfHipparchus() {
    for (int n : new int[] {1, 2, 3, 7, 20, 65}) {
      double[][] matrix = positive(n, n);
      CholeskyDecomposition expected = new CholeskyDecomposition(new Array2DRowRealMatrix(matrix));
      RealMatrix inverse = expected.getSolver().getInverse();
      Cholesky cholesky = cholesky(matrix);
      assertThat(cholesky.logDeterminant())
          .isCloseTo(Math.log(expected.getDeterminant()), within(1e-9 * n));
      double[] found = cholesky.inverse();
      double[] right = new double[n];
      for (int i = 0; i < n; i++) {
        right[i] = i - 1;
        for (int j = 0; j <= i; j++) {
          assertThat(found[i * n + j]).isCloseTo(inverse.getEntry(i, j), within(1e-10));
        }
      }
      double[] solution = right.clone();
      cholesky.solve(solution);
      assertThat(solution).containsExactly(inverse.operate(right), within(1e-9));
    }
  }

  @Test
  void itTellsMatricesThatAreNotPositiveDefinite() {
    assertThat(Cholesky.factor(new double[] {1, 0, 2, 1}, 2)).isFalse();
    assertThat(Cholesky.factor(new double[] {Double.NaN}, 1)).isFalse();
    assertThat(Cholesky.factor(new double[] {0}, 1)).isFalse();
  }

  private static Cholesky cholesky(double[][] matrix) {
    int n = matrix.length;
    double[] flat = new double[n * n];
    for (int i = 0; i < n; i++) {
      System.arraycopy(matrix[i], 0, flat, i * n, i + 1);
    }
    assertThat(Cholesky.factor(flat, n)).isTrue();
    return Cholesky.of(flat, n);
  }

  private static double[][] positive(int n, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] root = new double[n][n];
    for (double[] row : root) {
      for (int j = 0; j < n; j++) {
        row[j] = random.nextGaussian();
      }
    }
    RealMatrix half = new Array2DRowRealMatrix(root);
    double[][] product = half.multiply(half.transpose()).getData();
    for (int i = 0; i < n; i++) {
      product[i][i] += 1;
    }
    return product;
  }
}
