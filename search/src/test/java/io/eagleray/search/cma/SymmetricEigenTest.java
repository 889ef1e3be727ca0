package io.eagleray.search.cma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.junit.jupiter.api.Test;

class SymmetricEigenTest {

  @Test
  void theValuesAreThoseOfHipparchus() {
    for (int n : new int[] {1, 2, 3, 5, 8, 20, 60}) {
      double[][] matrix = random(n, n);
      double[] expected =
          new EigenDecompositionSymmetric(new Array2DRowRealMatrix(matrix)).getEigenvalues();
      double[] values = SymmetricEigen.of(matrix).values().clone();
      Arrays.sort(expected);
      Arrays.sort(values);
      assertThat(values).as("n = %d", n).containsExactly(expected, within(1e-10 * n));
    }
  }

  @Test
  void vectorsAndValuesMakeTheMatrixAgain() {
    check(random(30, 7));
  }

  @Test
  void itTakesDiagonalSingularAndRepeatedMatrices() {
    check(new double[][] {{2, 0, 0}, {0, 2, 0}, {0, 0, -1}});
    check(new double[4][4]);
    check(new double[][] {{1, 1, 1}, {1, 1, 1}, {1, 1, 1}});
    check(new double[][] {{1e10, 1, 0}, {1, 1, 1e-6}, {0, 1e-6, 1e-10}});
  }

  private static void check(double[][] matrix) {
    SymmetricEigen eigen = SymmetricEigen.of(matrix);
    int n = matrix.length;
    double size = 1 + Arrays.stream(eigen.values()).map(Math::abs).max().orElseThrow();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double sum = 0;
        double dot = 0;
        for (int k = 0; k < n; k++) {
          sum += eigen.vectors()[i][k] * eigen.values()[k] * eigen.vectors()[j][k];
          dot += eigen.vectors()[k][i] * eigen.vectors()[k][j];
        }
        assertThat(sum).isCloseTo(matrix[i][j], within(1e-13 * n * size));
        assertThat(dot).isCloseTo(i == j ? 1 : 0, within(1e-13 * n));
      }
    }
  }

  private static double[][] random(int n, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] matrix = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        matrix[i][j] = random.nextDouble(-1, 1);
        matrix[j][i] = matrix[i][j];
      }
    }
    return matrix;
  }
}
