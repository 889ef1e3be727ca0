package io.eagleray.search.gp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MinimizerTest {

  @Test
  void itFindsTheValleyOfRosenbrock() {
    double[] point = {-1.2, 1};
    double value = Minimizer.minimize(MinimizerTest::rosenbrock, point, 200, 1e-12);
    assertThat(value).isLessThan(1e-9);
    assertThat(point).containsExactly(new double[] {1, 1}, within(1e-4));
  }

  @Test
  void itKeepsToItsNumberOfEvaluations() {
    int[] calls = {0};
    Minimizer.minimize(
        (x, gradient) -> {
          calls[0]++;
          return rosenbrock(x, gradient);
        },
        new double[] {-1.2, 1},
        7,
        1e-12);
    assertThat(calls[0]).isLessThanOrEqualTo(7);
  }

  @Test
  void itStaysWhereTheFunctionExists() {
    double[] point = {3};
    Minimizer.minimize(
        (x, gradient) -> {
          gradient[0] = 1 - 1 / x[0];
          return x[0] > 0 ? x[0] - Math.log(x[0]) : Double.POSITIVE_INFINITY;
        },
        point,
        100,
        1e-10);
    assertThat(point[0]).isCloseTo(1, within(1e-4));
  }

  private static double rosenbrock(double[] x, double[] gradient) {
    double bend = x[1] - x[0] * x[0];
    gradient[0] = -400 * x[0] * bend - 2 * (1 - x[0]);
    gradient[1] = 200 * bend;
    return 100 * bend * bend + (1 - x[0]) * (1 - x[0]);
  }
}
