package io.eagleray.search.tpe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class QuickExpTest {

  @Test
  void itIsTheExponentialFunctionToTenDigits() {
    for (double x = -50; x <= 50; x += 0.00371) {
      assertThat(QuickExp.of(x) / Math.exp(x)).as("x = %s", x).isCloseTo(1, within(1e-10));
    }
    assertThat(QuickExp.of(0)).isEqualTo(1);
  }
}
