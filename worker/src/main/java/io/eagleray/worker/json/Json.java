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
    return written(JsonPrinter.COMPACT, value);
  }

  /**
   * Writes one value on one line as Python's {@code json.dumps} does, with a space behind commas
   * and colons: for scripts that compare it with such a text. Letters beyond ASCII stay as they
   * are.
   *
   * @throws IllegalArgumentException as {@link #write}
   */
  public static String spaced(@Nullable Object value) {
    return written(JsonPrinter.SPACED, value);
  }

  private static String written(JsonPrinter printer, @Nullable Object value) {
    StringBuilder out = new StringBuilder(128);
    printer.append(value, out);
    return out.toString();
  }
}
