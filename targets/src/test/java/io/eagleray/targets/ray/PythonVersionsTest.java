package io.eagleray.targets.ray;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PythonVersionsTest {
  @ParameterizedTest
  @CsvSource({
    "3.11.7, 3.11.2, true",
    "3.11.7, 3.12.7, false",
    "3.1.7, 3.11.7, false",
    "3.12.0, 3.12.1rc1, true",
    "3.12.0, 4.12.0, false",
  })
  void onlyAnotherMinorVersionCounts(String here, String there, boolean agree) {
    assertThat(new PythonVersions(here, there).agree()).isEqualTo(agree);
  }
}
