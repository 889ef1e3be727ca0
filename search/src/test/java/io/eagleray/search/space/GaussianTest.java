package io.eagleray.search.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class GaussianTest {

  /** Published to 16 digits, for example in the NIST handbook and by R's pnorm. */
  @Test
  void theDistributionFunctionAgreesWithPublishedValues() {
    assertThat(Gaussian.cdf(0)).isEqualTo(0.5);
    assertThat(Gaussian.cdf(1)).isCloseTo(0.8413447460685429, within(1e-15));
    assertThat(Gaussian.cdf(1.96)).isCloseTo(0.9750021048517795, within(1e-15));
    assertThat(Gaussian.cdf(-3)).isCloseTo(0.0013498980316300946, within(1e-15));
    assertThat(Gaussian.cdf(-6) / 9.865876450376946e-10).isCloseTo(1, within(1e-10));
    assertThat(Gaussian.cdf(-10) / 7.619853024160527e-24).isCloseTo(1, within(1e-10));
  }

  @Test
  void theQuantileUndoesTheDistributionFunction() {
    for (double p = 1e-10; p < 1; p += 0.00371) {
      assertThat(Gaussian.cdf(Gaussian.quantile(p))).isCloseTo(p, within(1e-14));
      assertThat(Gaussian.quickQuantile(p)).isCloseTo(Gaussian.quantile(p), within(1e-7));
    }
    assertThat(Gaussian.quantile(0.975)).isCloseTo(1.959963984540054, within(1e-14));
    assertThat(Gaussian.quantile(0)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(Gaussian.quantile(1)).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void theTableIsCloseToTheFunction() {
    for (double x = -9; x < 9; x += 0.00137) {
      assertThat(Gaussian.quickCdf(x)).isCloseTo(Gaussian.cdf(x), within(1e-10));
    }
    assertThat(Gaussian.quickCdf(Double.NEGATIVE_INFINITY)).isZero();
    assertThat(Gaussian.quickCdf(Double.POSITIVE_INFINITY)).isEqualTo(1);
  }
}
