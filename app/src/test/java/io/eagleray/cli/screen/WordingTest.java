package io.eagleray.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordingTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0.97222222 | 0.9722", "0.0312 | 0.0312", "6 | 6", "1437 | 1,437", "-2.5 | -2.5",
        "123.456 | 123.5", "12345.678 | 12,345.7", "0.0000321 | 3.21e-05", "0 | 0", "NaN | NaN",
        "1e20 | 1.00e+20"
      })
  void numbers_keep_four_digits_that_count(double value, String text) {
    assertThat(Wording.number(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.0 s",
    "432, 0.4 s",
    "59999, 59.9 s",
    "130000, 2 m 10 s",
    "3900000, 1 h 05 m",
    "-5, 0.0 s"
  })
  void durations_read_as_people_say_them(long millis, String text) {
    assertThat(Wording.duration(Duration.ofMillis(millis))).isEqualTo(text);
  }

  @Test
  void one_is_singular() {
    assertThat(Wording.count(1, "trial")).isEqualTo("1 trial");
    assertThat(Wording.count(1200, "trial")).isEqualTo("1,200 trials");
  }
}
