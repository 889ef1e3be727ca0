package io.eagleray.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {
  @Test
  void isCompactAndKeepsTheOrderOfFields() {
    JsonObject object =
        JsonObject.builder()
            .put("b", 1)
            .put("a", new JsonArray(List.of(Json.TRUE, Json.NULL, Json.of(0.5))))
            .put("none", JsonObject.EMPTY)
            .put("empty", new JsonArray(List.of()))
            .build();

    assertThat(object.text()).isEqualTo("{\"b\":1,\"a\":[true,null,0.5],\"none\":{},\"empty\":[]}");
  }

  @Test
  void anObjectStaysAsItWasBuiltAndAsItsFieldsWereWhenTheyWereGiven() {
    Map<String, Json> given = new LinkedHashMap<>(Map.of("a", Json.of(1)));
    JsonObject.Builder builder = JsonObject.builder().put("a", 1);

    JsonObject built = builder.build();
    JsonObject more = builder.put("b", 2).build();
    JsonObject copied = new JsonObject(given);
    given.put("b", Json.of(2));

    assertThat(built.text()).isEqualTo("{\"a\":1}");
    assertThat(more.text()).isEqualTo("{\"a\":1,\"b\":2}");
    assertThat(copied).isEqualTo(built);
    assertThatThrownBy(() -> built.fields().put("c", Json.NULL))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void escapesWhatATextMustNotHold() {
    assertThat(Json.of("a\"b\\c\n\t\u0001é😀").text()).isEqualTo("\"a\\\"b\\\\c\\n\\t\\u0001é😀\"");
    assertThat(JsonObject.builder().put("a\nb", "").build().text()).isEqualTo("{\"a\\nb\":\"\"}");
  }

  @Test
  void escapesWhatIsNoYamlOrMovesTheCursorOfATerminal() {
    String odd = "\u007f\u0085\u009b\u00a0\ufefe\ufeff\ufffd\uffff";
    String text = Json.of("é" + odd + "日").text();

    assertThat(text).isEqualTo("\"é\\u007F\\u0085\\u009B\u00a0\ufefe\\uFEFF\ufffd\\uFFFF日\"");
    assertThat(Json.parse(text)).isEqualTo(Json.of("é" + odd + "日"));
  }

  @Test
  void writesNumbersThatJsonHasNoFormFor() {
    assertThat(Json.of(Double.NaN).text()).isEqualTo("{\"$eagleray.number\":\"NaN\"}");
    assertThat(Json.of(Double.NEGATIVE_INFINITY).text())
        .isEqualTo("{\"$eagleray.number\":\"-Infinity\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"$eagleray.number\":\"hello\"}",
        "{\"$eagleray.escaped\":{\"$eagleray.number\":\"NaN\"}}",
        "{\"$eagleray.escaped\":{\"$eagleray.number\":\"hello\"}}"
      })
  void aMappingOfTheUsersThatLooksLikeANumberStaysOne(String text) {
    Json read = Json.parse(text);

    assertThat(read).isInstanceOf(JsonObject.class);
    assertThat(read.text()).isEqualTo(text);
  }

  @Test
  void behindAnEscapeThatIsNotAloneNumbersAreReadAsEverywhere() {
    JsonObject read =
        (JsonObject) Json.parse("{\"$eagleray.escaped\":{\"$eagleray.number\":\"NaN\"},\"a\":1}");

    assertThat(read.get("$eagleray.escaped")).contains(Json.of(Double.NaN));
  }

  @Test
  void numbersNamesAndTextsAreReadBackHoweverLongTheyAre() {
    String endless = "9".repeat(60_000);
    Json value =
        JsonObject.builder()
            .put("number", new JsonNumber(new BigInteger("9".repeat(3_000))))
            .put(endless, endless)
            .build();

    assertThat(Json.parse(value.text())).isEqualTo(value);
  }

  @Test
  void aNumberThatNothingCanHoldIsAnInfinity() {
    assertThat(Json.parse("1e99999999999")).isEqualTo(Json.of(Double.POSITIVE_INFINITY));
    assertThat(Json.parse("-1e99999999999")).isEqualTo(Json.of(Double.NEGATIVE_INFINITY));
    assertThat(Json.parse("1e400")).isEqualTo(new JsonNumber(new BigDecimal("1e400")));
  }

  @Test
  void halfACharacterIsWrittenSoThatUtf8HoldsIt() {
    Json text = Json.of("a\ud800\"b\udc00😀\ud83d");

    assertThat(text.text()).isEqualTo("\"a\\uD800\\\"b\\uDC00😀\\uD83D\"");
    byte[] stored = text.text().getBytes(StandardCharsets.UTF_8);
    assertThat(Json.parse(new String(stored, StandardCharsets.UTF_8))).isEqualTo(text);
  }

  @RepeatedTest(200)
  void isReadBackAsItWas(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    Json value = value(random, 4);

    assertThat(Json.parse(value.text())).isEqualTo(value);
  }

  private static Json value(Random random, int depth) {
    return switch (random.nextInt(depth == 0 ? 7 : 9)) {
      case 0 -> Json.NULL;
      case 1 -> Json.of(random.nextBoolean());
      case 2 -> Json.of(random.nextLong());
      case 3 -> Json.of(Double.longBitsToDouble(random.nextLong() & ~(1L << 62)));
      case 4 -> new JsonNumber(new BigInteger(100, random).setBit(99));
      case 5 -> new JsonNumber(new BigDecimal(BigInteger.valueOf(random.nextLong() | 1), -400));
      case 6 -> Json.of(text(random));
      case 7 -> new JsonArray(List.of(value(random, depth - 1), value(random, depth - 1)));
      default -> {
        Map<String, Json> fields = new LinkedHashMap<>();
        fields.put(text(random), value(random, depth - 1));
        fields.put(text(random), value(random, depth - 1));
        yield new JsonObject(fields);
      }
    };
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      text.append(
          random.nextBoolean() ? (char) random.nextInt(128) : (char) (160 + random.nextInt(9000)));
    }
    return text.toString();
  }
}
