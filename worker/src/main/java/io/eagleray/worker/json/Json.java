package io.eagleray.worker.json;

import org.jspecify.annotations.Nullable;

/**
 * JSON as plain Java values: {@code Map} (in the order of the text), {@code List}, {@code String},
 * {@code Boolean}, {@code null}, and numbers.
 *
 * <p>A whole number is read as {@code Long}, or {@code BigInteger} beyond its range. A number with
 * a fraction or an exponent is read as {@code Double}, or {@code BigDecimal} where a double would
 * lose digits of it or overflow.
 */
public final class Json {
  private Json() {}

  /**
   * Reads one JSON value.
   *
   * @throws JsonException when the text is not exactly one value; it says where and why
   */
  public static @Nullable Object parse(String text) {
    return new JsonParser(text).document();
  }

  /**
   * Writes one value on one line, without spaces.
   *
   * @throws IllegalArgumentException for a value that is none of those named above, NaN and the
   *     infinities included
   */
  public static String write(@Nullable Object value) {
    StringBuilder out = new StringBuilder(128);
    JsonPrinter.append(value, out);
    return out.toString();
  }
}
