package io.eagleray.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainReaderTest {
  private static final String LETTERS = " \t\n{}[]:,\"\\0123456789-+.eEtruefalsn$/aé\u0001";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        " { \"a\" : [ 1 , -2.5e3 , true , false , null , \"b c\" ] , \"\" : { } } ",
        "-0",
        "-0.0",
        "999999999999999999",
        "{\"a\":1,\"a\":2}"
      })
  void readsAPlainTextAsTheLibraryDoes(String text) {
    assertThat(PlainReader.read(text)).isEqualTo(JsonReader.readByLibrary(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "é",
        "\"é\"",
        "\"a\\n\"",
        "\"\t\"",
        "{\"$eagleray.number\":\"NaN\"}",
        "1000000000000000000",
        "1e999",
        "01",
        "1.",
        ".5",
        "1e",
        "+1",
        "-",
        "nul",
        "trueish",
        "[1,]",
        "[1 2]",
        "{\"a\":1,}",
        "{\"a\" 1}",
        "{a:1}",
        "[",
        "{",
        "\"",
        "{} {}"
      })
  void leavesEverythingElseToTheLibrary(String text) {
    assertThat(PlainReader.read(text)).isNull();
  }

  @RepeatedTest(20)
  void neverReadsATextInAnotherWayThanTheLibrary(RepetitionInfo repetition) {
    int seed = repetition.getCurrentRepetition();
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      String text = changed(value(random, 4).text(), random);
      Json read = PlainReader.read(text);
      if (read != null) {
        assertThat(Optional.of(read)).as("seed %d: %s", seed, text).isEqualTo(byLibrary(text));
      }
    }
  }

  private static Optional<Json> byLibrary(String text) {
    try {
      return Optional.of(JsonReader.readByLibrary(text));
    } catch (JsonException e) {
      return Optional.empty();
    }
  }

  private static Json value(Random random, int depth) {
    return switch (random.nextInt(depth > 0 ? 8 : 6)) {
      case 0 -> Json.of(text(random));
      case 1 -> Json.of(random.nextLong() >> random.nextInt(64));
      case 2 -> Json.of(random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20));
      case 3 -> Json.of(random.nextBoolean());
      case 4 -> Json.NULL;
      case 5 -> Json.of("plain");
      case 6 -> {
        List<Json> items = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          items.add(value(random, depth - 1));
        }
        yield new JsonArray(items);
      }
      default -> {
        JsonObject.Builder fields = JsonObject.builder();
        for (int i = random.nextInt(4); i > 0; i--) {
          fields.put(text(random), value(random, depth - 1));
        }
        yield fields.build();
      }
    };
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(5); i > 0; i--) {
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return text.toString();
  }

  /** With a letter more, less or other, half of the times. */
  private static String changed(String text, Random random) {
    if (random.nextBoolean()) {
      return text;
    }
    int at = random.nextInt(text.length());
    String letter = String.valueOf(LETTERS.charAt(random.nextInt(LETTERS.length())));
    return text.substring(0, at)
        + (random.nextBoolean() ? letter : "")
        + text.substring(random.nextBoolean() ? at : at + 1);
  }
}
