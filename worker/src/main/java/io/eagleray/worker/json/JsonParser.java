package io.eagleray.worker.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A recursive descent over one text. */
final class JsonParser {
  /** Deeper nesting is refused, so that no text can exhaust the stack. */
  private static final int MAX_DEPTH = 1_000;

  /** Every decimal of so many digits survives the way through a double and back. */
  private static final int DIGITS_OF_DOUBLE = 15;

  private final String text;
  private int at;

  JsonParser(String text) {
    this.text = text;
  }

  @Nullable Object document() {
    Object value = value(0);
    space();
    if (at < text.length()) {
      throw wrong("nothing may follow the value");
    }
    return value;
  }

  private @Nullable Object value(int depth) {
    if (depth > MAX_DEPTH) {
      throw wrong("nested deeper than " + MAX_DEPTH);
    }
    space();
    return switch (peek()) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> string();
      case 't' -> word("true", true);
      case 'f' -> word("false", false);
      case 'n' -> word("null", null);
      default -> number();
    };
  }

  private Map<String, @Nullable Object> object(int depth) {
    at++;
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    space();
    if (peek() == '}') {
      at++;
      return map;
    }
    while (true) {
      space();
      if (peek() != '"') {
        throw wrong("a name in quotes is expected");
      }
      String name = string();
      space();
      expect(':');
      map.put(name, value(depth + 1));
      space();
      if (peek() == '}') {
        at++;
        return map;
      }
      expect(',');
    }
  }

  private List<@Nullable Object> array(int depth) {
    at++;
    List<@Nullable Object> list = new ArrayList<>();
    space();
    if (peek() == ']') {
      at++;
      return list;
    }
    while (true) {
      list.add(value(depth + 1));
      space();
      if (peek() == ']') {
        at++;
        return list;
      }
      expect(',');
    }
  }

  private String string() {
    int start = ++at;
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        at = i + 1;
        return text.substring(start, i);
      }
      if (c == '\\') {
        return escapedString(start, i);
      }
      control(c, i);
    }
    throw wrong("the text has no closing quote");
  }

  private String escapedString(int start, int firstEscape) {
    StringBuilder out = new StringBuilder(text.length() < 1024 ? text.length() : 1024);
    out.append(text, start, firstEscape);
    at = firstEscape;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return out.toString();
      }
      if (c == '\\') {
        out.append(escape());
      } else {
        control(c, at - 1);
        out.append(c);
      }
    }
    throw wrong("the text has no closing quote");
  }

  private char escape() {
    char c = peek();
    at++;
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'u' -> unicode();
      default -> throw wrong("unknown escape \\" + c);
    };
  }

  private char unicode() {
    int code = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(peek(), 16);
      if (digit < 0) {
        throw wrong("\\u takes four hexadecimal digits");
      }
      code = code << 4 | digit;
      at++;
    }
    return (char) code;
  }

  private void control(char c, int where) {
    if (c < ' ') {
      at = where;
      throw wrong("a control character in a text must be escaped");
    }
  }

  private @Nullable Object word(String word, @Nullable Object value) {
    if (!text.startsWith(word, at)) {
      throw wrong("a JSON value is expected");
    }
    at += word.length();
    return value;
  }

  private Number number() {
    int start = at;
    boolean fraction = false;
    if (peek() == '-') {
      at++;
    }
    int first = at;
    int digits = digits();
    if (digits > 1 && text.charAt(first) == '0') {
      at = start;
      throw wrong("a number has no leading zeros");
    }
    if (at < text.length() && text.charAt(at) == '.') {
      at++;
      digits += digits();
      fraction = true;
    }
    if (at < text.length() && (text.charAt(at) | 32) == 'e') {
      at++;
      if (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
        at++;
      }
      digits();
      fraction = true;
    }
    String number = text.substring(start, at);
    return fraction ? decimal(number, digits) : whole(number, digits);
  }

  private int digits() {
    int start = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    if (at == start) {
      throw wrong(at == text.length() ? "the text ends too early" : "a JSON value is expected");
    }
    return at - start;
  }

  private static Number whole(String number, int digits) {
    if (digits <= 18) {
      return Long.parseLong(number);
    }
    BigInteger big = new BigInteger(number);
    return big.bitLength() < Long.SIZE ? (Number) big.longValue() : big;
  }

  private Number decimal(String number, int digits) {
    double value = Double.parseDouble(number);
    boolean normal = Double.isFinite(value) && (value == 0 || Math.abs(value) >= Double.MIN_NORMAL);
    if (normal && digits <= DIGITS_OF_DOUBLE && value != 0) {
      return value;
    }
    BigDecimal exact = exact(number);
    boolean same =
        Double.isFinite(value) && exact.compareTo(new BigDecimal(Double.toString(value))) == 0;
    return same ? (Number) value : exact;
  }

  private BigDecimal exact(String number) {
    try {
      return new BigDecimal(number);
    } catch (NumberFormatException e) {
      throw wrong("the exponent of " + number + " is too large");
    }
  }

  private void space() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
        return;
      }
      at++;
    }
  }

  private char peek() {
    if (at >= text.length()) {
      throw wrong("the text ends too early");
    }
    return text.charAt(at);
  }

  private void expect(char c) {
    if (peek() != c) {
      throw wrong("'" + c + "' is expected, not '" + peek() + "'");
    }
    at++;
  }

  private JsonException wrong(String why) {
    return new JsonException("not JSON at character " + (at + 1) + ": " + why);
  }
}
