package io.eagleray.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.json.Json;
import io.eagleray.json.JsonNumber;
import io.eagleray.problem.Location;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WhenTest {
  private static When is(Json value) {
    return new When("x", List.of(value), false, false, Location.of("test"));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1.0, true",
    "0, -0.0, true",
    "0.0, -0.0, true",
    "1, 1.5, false",
    "9007199254740993, 9007199254740992, false",
  })
  void numbersAreComparedByWhatTheyMean(String written, String value, boolean holds) {
    assertThat(is(Json.parse(written)).holds(Json.parse(value))).hasValue(holds);
  }

  @Test
  void itDoesNotMatterInWhatFormANumberIsKept() {
    assertThat(is(new JsonNumber(new BigDecimal("1.50"))).holds(Json.of(1.5))).hasValue(true);
  }

  @Test
  void whatIsNoNumberIsTheSameAsItself() {
    Json nothing = Json.of(Double.NaN);
    assertThat(is(nothing).holds(nothing)).hasValue(true);
  }
}
