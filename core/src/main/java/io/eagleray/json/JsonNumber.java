package io.eagleray.json;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * A number: a {@link Long} or {@link BigInteger} for integers, a {@link Double} or {@link
 * BigDecimal} otherwise.
 *
 * <p>An integer that fits in a {@code long} is always kept as {@link Long}, so equal integers are
 * equal values.
 */
public record JsonNumber(Number value) implements Json {
  private static final BigInteger MIN = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);

  public JsonNumber {
    value =
        switch (value) {
          case Long number -> number;
          case Integer number -> number.longValue();
          case Short number -> number.longValue();
          case Byte number -> number.longValue();
          case Float number -> (Double) number.doubleValue();
          case Double number -> number;
          case BigDecimal number -> number;
          case BigInteger number ->
              number.compareTo(MIN) >= 0 && number.compareTo(MAX) <= 0
                  ? (Number) number.longValueExact()
                  : number;
          default -> throw new IllegalArgumentException("not a JSON number: " + value.getClass());
        };
  }

  /**
   * The number that a decimal text with a fraction or an exponent stands for: a double; exactly
   * that number where no double is as large; an infinity where its exponent is too large for this
   * too.
   */
  public static JsonNumber decimal(String text) {
    double value = Double.parseDouble(text);
    if (!Double.isInfinite(value)) {
      return new JsonNumber(value);
    }
    try {
      return new JsonNumber(new BigDecimal(text));
    } catch (NumberFormatException e) {
      return new JsonNumber(value);
    }
  }

  public boolean isInteger() {
    return value instanceof Long || value instanceof BigInteger;
  }

  /** Whether it is the same number, however it is kept. */
  boolean isSame(JsonNumber other) {
    return equals(other) || asDouble() == other.asDouble() && !(isInteger() && other.isInteger());
  }

  public double asDouble() {
    return value.doubleValue();
  }

  /**
   * This number as a {@code long}.
   *
   * @throws ArithmeticException if it has a fraction or does not fit
   */
  public long asLong() {
    return switch (value) {
      case Long number -> number;
      case BigInteger number -> number.longValueExact();
      case BigDecimal number -> number.longValueExact();
      default -> new BigDecimal(value.doubleValue()).longValueExact();
    };
  }

  @Override
  public String toString() {
    return text();
  }
}
