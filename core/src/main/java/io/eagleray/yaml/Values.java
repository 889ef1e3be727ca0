package io.eagleray.yaml;

import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonNull;
import io.eagleray.json.JsonNumber;
import io.eagleray.json.JsonObject;
import java.util.Optional;

/** Values as messages show them. */
public final class Values {
  private static final int LONGEST = 60;

  private Values() {}

  static String shown(Optional<Located> value) {
    return value.map(Values::shown).orElse("absent");
  }

  private static String shown(Located value) {
    return value instanceof Located.Scalar scalar && scalar.filled().isPresent()
        ? shown(Json.of(scalar.filled().get().written()))
        : shown(value.json());
  }

  /** A value in a few words. */
  public static String shown(Json value) {
    return switch (value) {
      case JsonObject object -> "a mapping" + (object.fields().isEmpty() ? " of nothing" : "");
      case JsonArray array -> "a list" + (array.items().isEmpty() ? " of nothing" : "");
      case JsonNull nothing -> "nothing";
      case JsonNumber number -> shown(number);
      default -> shortened(value.text());
    };
  }

  /** A number as users write it: 0.0001 rather than 1.0E-4. */
  static String shown(JsonNumber number) {
    return number.isInteger() ? number.value().toString() : shown(number.asDouble());
  }

  static String shown(double number) {
    if (!Double.isFinite(number)) {
      return Double.isNaN(number) ? ".nan" : number > 0 ? ".inf" : "-.inf";
    }
    double size = Math.abs(number);
    boolean plain = number == 0 || size >= 1e-6 && size < 1e9;
    return plain
        ? java.math.BigDecimal.valueOf(number).stripTrailingZeros().toPlainString()
        : Double.toString(number).replace("E", "e");
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
