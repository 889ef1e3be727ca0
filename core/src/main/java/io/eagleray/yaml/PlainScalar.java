package io.eagleray.yaml;

import io.eagleray.json.Json;
import io.eagleray.json.JsonNumber;
import java.math.BigInteger;
import java.util.Optional;

/**
 * What an unquoted scalar means: the core schema of YAML 1.2 (chapter 10.3.2), whose numbers also
 * cover the exponents of YAML 1.1 ({@code 1e-4}).
 */
final class PlainScalar {
  private PlainScalar() {}

  static Json resolve(String text) {
    return switch (text) {
      case "", "~", "null", "Null", "NULL" -> Json.NULL;
      case "true", "True", "TRUE" -> Json.TRUE;
      case "false", "False", "FALSE" -> Json.FALSE;
      case ".nan", ".NaN", ".NAN" -> Json.of(Double.NaN);
      default -> number(text).orElseGet(() -> Json.of(text));
    };
  }

  private static Optional<Json> number(String text) {
    char first = text.charAt(0);
    if (!(first >= '0' && first <= '9') && first != '-' && first != '+' && first != '.') {
      return Optional.empty();
    }
    boolean signed = first == '-' || first == '+';
    String digits = signed ? text.substring(1) : text;
    return switch (digits) {
      case ".inf", ".Inf", ".INF" ->
          Optional.of(Json.of(first == '-' ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY));
      default -> {
        if (!signed && digits.length() > 2 && digits.startsWith("0x")) {
          yield radix(digits.substring(2), 16);
        }
        if (!signed && digits.length() > 2 && digits.startsWith("0o")) {
          yield radix(digits.substring(2), 8);
        }
        yield decimal(text, digits);
      }
    };
  }

  private static Optional<Json> radix(String digits, int radix) {
    for (int i = 0; i < digits.length(); i++) {
      if (Character.digit(digits.charAt(i), radix) < 0) {
        return Optional.empty();
      }
    }
    return Optional.of(new JsonNumber(new BigInteger(digits, radix)));
  }

  private static Optional<Json> decimal(String text, String unsigned) {
    int whole = digitsFrom(unsigned, 0);
    if (whole == unsigned.length()) {
      return whole == 0 ? Optional.empty() : Optional.of(integer(text));
    }
    int end = whole;
    if (unsigned.charAt(end) == '.') {
      end = digitsFrom(unsigned, end + 1);
      if (end == 1) {
        return Optional.empty();
      }
    }
    if (end == 0 || !isExponent(unsigned, end)) {
      return Optional.empty();
    }
    return Optional.of(JsonNumber.decimal(text));
  }

  private static Json integer(String text) {
    return text.length() < 18
        ? Json.of(Long.parseLong(text))
        : new JsonNumber(new BigInteger(text));
  }

  /** Whether nothing, or an exponent and nothing else, stands from there on. */
  private static boolean isExponent(String text, int from) {
    if (from == text.length()) {
      return true;
    }
    if (text.charAt(from) != 'e' && text.charAt(from) != 'E') {
      return false;
    }
    int start = from + 1;
    if (start < text.length() && (text.charAt(start) == '-' || text.charAt(start) == '+')) {
      start++;
    }
    return start < text.length() && digitsFrom(text, start) == text.length();
  }

  private static int digitsFrom(String text, int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }
}
