package io.eagleray.engine.task.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CommandTemplateTest {
  private static Map<String, Json> values() {
    Map<String, Json> values = new LinkedHashMap<>();
    values.put("rate", Json.of(1e-5));
    values.put("net.layers", Json.of(3L));
    values.put("name", Json.of("it's $1"));
    values.put("fast", Json.of(true));
    return values;
  }

  private static String filled(String command) {
    return new CommandTemplate(command).filled(values());
  }

  @Test
  void flagsComeAtTheEndOfACommandThatTakesNoValueByItself() {
    assertThat(withFlags("./train.sh\n")).isEqualTo("./train.sh {args}");
    assertThat(withFlags("a {other} $b")).isEqualTo("a {other} $b {args}");
    for (String own :
        List.of("a {rate}", "a {args} b", "a $rate", "a ${rate}", "a $EAGLERAY_CONFIG")) {
      assertThat(withFlags(own)).isEqualTo(own);
    }
    assertThat(filled("./train.sh {args}"))
        .isEqualTo("./train.sh --rate 0.00001 --net.layers 3 --name 'it'\\''s $1' --fast true");
  }

  private static String withFlags(String command) {
    return new CommandTemplate(command).withFlags(values().keySet()).text();
  }

  @Test
  void aPlaceTakesItsValue() {
    assertThat(filled("a --lr={rate} {net.layers}")).isEqualTo("a --lr=0.00001 3");
  }

  @Test
  void numbersThatJsonHasNotAreTheirNames() {
    Json nan = Json.of(Double.NaN);
    assertThat(CommandTemplate.written(nan)).isEqualTo("NaN");
    assertThat(CommandTemplate.written(new JsonArray(List.of(nan)))).isEqualTo("[\"NaN\"]");
  }

  @Test
  void argsTakesTheFlagsThatHaveNoPlace() {
    assertThat(filled("a {args} {name} {fast} | b"))
        .isEqualTo("a --rate 0.00001 --net.layers 3 'it'\\''s $1' true | b");
  }

  @Test
  void aValueIsQuotedForWhereItStands() {
    assertThat(filled("a \"{name}\" 'x={name}' \"\\\"{name}\""))
        .isEqualTo("a \"it's \\$1\" 'x=it'\\''s $1' \"\\\"it's \\$1\"");
  }

  @Test
  void bracesOfTheShellAndOfOthersStay() {
    assertThat(filled("awk '{print}' ${rate} {a,b} {rate}"))
        .isEqualTo("awk '{print}' ${rate} {a,b} 0.00001");
  }

  @Test
  void numbersHaveNoExponentWhereTheyAreNotLong() {
    assertThat(CommandTemplate.written(Json.of(-2.5e-7))).isEqualTo("-0.00000025");
    assertThat(CommandTemplate.written(Json.of(1e300))).isEqualTo("1.0E300");
    assertThat(CommandTemplate.written(Json.of(0.1))).isEqualTo("0.1");
  }
}
