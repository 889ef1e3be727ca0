package io.eagleray.worker.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;

/** Appends JSON to a text, in one of two styles. */
final class JsonPrinter {
  /** Without spaces. */
  static final JsonPrinter COMPACT = new JsonPrinter(",", ":", Double::toString);

  /** As Python's {@code json.dumps} writes it, but for letters beyond ASCII, which stay. */
  static final JsonPrinter SPACED = new JsonPrinter(", ", ": ", JsonPrinter::real);

  /** Numbers from 0.0001 to below 1e16 have no exponent. */
  private static final int LEAST_PLAIN = -4;

  private static final int GREATEST_PLAIN = 15;
  private static final String HEX = "0123456789abcdef";

  private final String comma;
  private final String colon;
  private final DoubleFunction<String> reals;

  private JsonPrinter(String comma, String colon, DoubleFunction<String> reals) {
    this.comma = comma;
    this.colon = colon;
    this.reals = reals;
  }

  void append(@Nullable Object value, StringBuilder out) {
    switch (value) {
      case null -> out.append("null");
      case String text -> text(text, out);
      case Boolean truth -> out.append(truth.booleanValue());
      case Integer number -> out.append(number.intValue());
      case Long number -> out.append(number.longValue());
      case Double number when Double.isFinite(number) -> out.append(reals.apply(number));
      case BigInteger number -> out.append(number);
      case BigDecimal number -> out.append(number);
      case Map<?, ?> map -> object(map, out);
      case Iterable<?> list -> array(list, out);
      default ->
          throw new IllegalArgumentException(
              "JSON has no form for " + value + " (" + value.getClass().getName() + ")");
    }
  }

  private void object(Map<?, ?> map, StringBuilder out) {
    out.append('{');
    boolean first = true;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!first) {
        out.append(comma);
      }
      first = false;
      text((String) entry.getKey(), out);
      out.append(colon);
      append(entry.getValue(), out);
    }
    out.append('}');
  }

  private void array(Iterable<?> list, StringBuilder out) {
    out.append('[');
    boolean first = true;
    for (Object element : list) {
      if (!first) {
        out.append(comma);
      }
      first = false;
      append(element, out);
    }
    out.append(']');
  }

  /** The shortest digits that give the number, with an exponent where Python writes one. */
  private static String real(double number) {
    BigDecimal digits = new BigDecimal(Double.toString(number)).stripTrailingZeros();
    int exponent = digits.precision() - digits.scale() - 1;
    if (number == 0) {
      return Double.toString(number);
    }
    if (exponent >= LEAST_PLAIN && exponent <= GREATEST_PLAIN) {
      return digits.scale() > 0 ? digits.toPlainString() : digits.toPlainString() + ".0";
    }
    BigDecimal mantissa = digits.scaleByPowerOfTen(-exponent);
    return String.format(
        Locale.ROOT,
        "%se%s%02d",
        mantissa.toPlainString(),
        exponent < 0 ? "-" : "+",
        Math.abs(exponent));
  }

  private static void text(String text, StringBuilder out) {
    out.append('"');
    int done = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= ' ' && c != '"' && c != '\\' && (c < '\ud800' || c > '\udfff')) {
        continue;
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
        continue;
      }
      out.append(text, done, i);
      escaped(c, out);
      done = i + 1;
    }
    out.append(text, done, text.length()).append('"');
  }

  private static void escaped(char c, StringBuilder out) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default ->
          out.append("\\u")
              .append(HEX.charAt(c >> 12))
              .append(HEX.charAt(c >> 8 & 15))
              .append(HEX.charAt(c >> 4 & 15))
              .append(HEX.charAt(c & 15));
    }
  }
}
