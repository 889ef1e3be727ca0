package io.eagleray.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class FailureTest {
  @Test
  void aFailureWithoutAMessageIsItsType() {
    assertThat(Failure.of("StackOverflowError", "")).hasToString("StackOverflowError");
    assertThat(Failure.of("ValueError", "no")).hasToString("ValueError: no");
  }
}
