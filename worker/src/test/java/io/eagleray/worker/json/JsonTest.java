package io.eagleray.worker.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "true",
        "[]",
        "{}",
        "-7",
        "0.1",
        "1.0E300",
        "9223372036854775807",
        "123456789012345678901234567890",
        "0.12345678901234567890123",
        "\"\"",
        "\"a\\\"b\\\\c\\nd\\u0000\"",
        "\"grün 🦅\"",
        "{\"a\":[1,{\"b\":null}],\"c\":\"d\"}"
      })
  void writesWhatItRead(String text) {
    assertThat(Json.write(Json.parse(text))).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"x\": 10, \"y\": [1, 2.0, {\"grün\": null}], \"z\": {}}",
        "[0.0, -0.0, 0.0001, 1e-05, -2.5e-07, 1234567.5, 10000000.0, 1e+16, 1.7e+308, 123456789012345.6]",
        "[2.5e-308, 1e+22, 9999999999999998.0, 0.1]"
      })
  void writesWithSpacesWhatPythonWrites(String text) {
    assertThat(Json.spaced(Json.parse(text))).isEqualTo(text);
  }

  @Test
  void numbersGetTheSmallestTypeThatHoldsThem() {
    assertThat(Json.parse("[1, 9223372036854775808, 1.5, 1e2, 1e999, 0.1234567890123456789]"))
        .isEqualTo(
            List.of(
                1L,
                new BigInteger("9223372036854775808"),
                1.5,
                100.0,
                new BigDecimal("1e999"),
                new BigDecimal("0.1234567890123456789")));
  }

  @Test
  void readsEscapes() {
    assertThat(Json.parse("\"\\u00e9\\/\\b\\f\\r\\t\\ud83e\\udd85\"")).isEqualTo("é/\b\f\r\t🦅");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[1,]",
        "{\"a\" 1}",
        "{a:1}",
        "01",
        "1.",
        "-",
        "+1",
        ".5",
        "1e",
        "tru",
        "nul",
        "\"a",
        "\"\\x\"",
        "\"\\u12g4\"",
        "\"a\nb\"",
        "[1] 2",
        "NaN",
        "'a'"
      })
  void refusesWhatIsNotJson(String text) {
    assertThatThrownBy(() -> Json.parse(text))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining("not JSON at character");
  }

  @Test
  void refusesNestingThatWouldExhaustTheStack() {
    assertThatThrownBy(() -> Json.parse("[".repeat(1_000_000)))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining("nested deeper");
  }

  @Test
  void refusesToWriteNumbersThatJsonHasNot() {
    assertThatThrownBy(() -> Json.write(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void randomValuesComeBackAsTheyWere() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      Object value = value(random, 4);
      assertThat(Json.parse(Json.write(value))).as("seed %d", seed).isEqualTo(value);
    }
  }

  private static @Nullable Object value(Random random, int depth) {
    return switch (random.nextInt(depth == 0 ? 5 : 7)) {
      case 0 -> null;
      case 1 -> random.nextBoolean();
      case 2 -> random.nextLong() >> random.nextInt(64);
      case 3 -> random.nextGaussian() * Math.pow(10, random.nextInt(600) - 300);
      case 4 -> text(random);
      case 5 -> {
        List<@Nullable Object> list = new ArrayList<>();
        random.ints(random.nextInt(4)).forEach(x -> list.add(value(random, depth - 1)));
        yield list;
      }
      default -> {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        random
            .ints(random.nextInt(4))
            .forEach(x -> map.put(text(random), value(random, depth - 1)));
        yield map;
      }
    };
  }

  private static String text(Random random) {
    return random
        .ints(random.nextInt(8), 0, Character.MAX_VALUE + 1)
        .collect(
            StringBuilder::new, (b, c) -> b.append((char) (c >> random.nextInt(12))), (a, b) -> {})
        .toString();
  }
}
