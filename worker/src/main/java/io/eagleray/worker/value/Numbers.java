package io.eagleray.worker.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;

/** Numbers of JSON as Java's number types, where nothing is lost. */
final class Numbers {
  private Numbers() {}

  /** Whether {@code type} (boxed) is a number that JSON numbers convert to. */
  static boolean isNumber(Class<?> type) {
    return type == Integer.class
        || type == Long.class
        || type == Double.class
        || type == Float.class
        || type == Short.class
        || type == Byte.class
        || type == BigDecimal.class
        || type == BigInteger.class
        || type == Number.class;
  }

  /** The number in that type, or empty where it would become another number. */
  static Optional<Object> convert(Number number, Class<?> type) {
    if (type == Number.class) {
      return Optional.of(natural(number));
    }
    if (type == Double.class) {
      return toDouble(number).map(d -> d);
    }
    if (type == Float.class) {
      boolean isWhole = number instanceof Long || number instanceof BigInteger;
      return toDouble(number)
          .filter(Numbers::fitsFloat)
          .filter(value -> !isWhole || value == value.floatValue())
          .map(Double::floatValue);
    }
    if (number instanceof Double d && !Double.isFinite(d)) {
      return Optional.empty();
    }
    BigDecimal exact = exact(number);
    if (type == BigDecimal.class) {
      return Optional.of(exact);
    }
    try {
      // A whole number has at most as many digits as the check of its size allows, so that 1e999999
      // is refused rather than written out; and one that is less than 1 is none, so that 1e-999999
      // is not divided out.
      long digits = (long) exact.precision() - exact.scale();
      if (digits > 10_000 || digits <= 0 && exact.signum() != 0) {
        return Optional.empty();
      }
      BigInteger whole = exact.toBigIntegerExact();
      return Optional.of(
          switch (type.getSimpleName()) {
            case "Integer" -> (Object) whole.intValueExact();
            case "Long" -> whole.longValueExact();
            case "Short" -> whole.shortValueExact();
            case "Byte" -> whole.byteValueExact();
            default -> whole;
          });
    } catch (ArithmeticException e) {
      return Optional.empty();
    }
  }

  /** What a value declared as {@code Object} gets: an {@code Integer} where it fits. */
  static Number natural(Number number) {
    return number instanceof Long whole && whole == whole.intValue()
        ? (Number) whole.intValue()
        : number;
  }

  private static Optional<Double> toDouble(Number number) {
    double value = number.doubleValue();
    if (number instanceof Long || number instanceof BigInteger) {
      boolean same = Double.isFinite(value) && new BigDecimal(value).compareTo(exact(number)) == 0;
      return same ? Optional.of(value) : Optional.empty();
    }
    // Decimal digits beyond a double's are rounded; that is what a double is.
    return Double.isFinite(value) || number instanceof Double
        ? Optional.of(value)
        : Optional.empty();
  }

  private static boolean fitsFloat(double value) {
    return !Double.isFinite(value) || Math.abs(value) <= Float.MAX_VALUE;
  }

  private static BigDecimal exact(Number number) {
    return switch (number) {
      case BigDecimal decimal -> decimal;
      case BigInteger whole -> new BigDecimal(whole);
      case Long whole -> BigDecimal.valueOf(whole);
      default -> BigDecimal.valueOf(number.doubleValue());
    };
  }
}
