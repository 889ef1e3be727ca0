package io.eagleray.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BytesTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0 bytes",
    "999, 999 bytes",
    "1000, 1.0 kB",
    "1500000, 1.5 MB",
    "16000000000, 16.0 GB",
    "9223372036854775807, 9.2 EB"
  })
  void aSizeIsShownInTheUnitThatSuitsIt(long count, String shown) {
    assertThat(new Bytes(count).shown()).isEqualTo(shown);
  }
}
