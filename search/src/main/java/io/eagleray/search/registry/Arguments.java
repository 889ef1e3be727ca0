package io.eagleray.search.registry;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Arguments as a configuration file gives them, read with a check of their types.
 *
 * @param values by name: numbers, text, booleans, lists and maps
 */
public record Arguments(Map<String, Object> values) {

  public Arguments {
    values = Map.copyOf(new LinkedHashMap<>(values));
  }

  /** No arguments: everything keeps its default. */
  public static Arguments none() {
    return new Arguments(Map.of());
  }

  /** A whole number, or the default where the argument is absent. */
  public long integer(String name, long absent) {
    return integer(name).orElse(absent);
  }

  /** A whole number that fits an {@code int}, or the default where the argument is absent. */
  public int smallInteger(String name, int absent) {
    long value = integer(name, absent);
    if (value != (int) value) {
      throw new InvalidArgumentException(
          name, name + " must lie between -2147483648 and 2147483647, got " + value);
    }
    return (int) value;
  }

  /** A whole number, if the argument is given. */
  public OptionalLong integer(String name) {
    Object value = values.get(name);
    if (value == null) {
      return OptionalLong.empty();
    }
    if (value instanceof Number number
        && number.doubleValue() == Math.rint(number.doubleValue())
        && Math.abs(number.doubleValue()) < 0x1p53) {
      return OptionalLong.of(number.longValue());
    }
    throw new InvalidArgumentException(name, name + " must be a whole number, got " + value);
  }

  /** A number, or the default where the argument is absent. */
  public double number(String name, double absent) {
    Object value = values.get(name);
    if (value == null) {
      return absent;
    }
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw new InvalidArgumentException(name, name + " must be a number, got " + value);
  }

  /** True or false, or the default where the argument is absent. */
  public boolean truth(String name, boolean absent) {
    Object value = values.get(name);
    if (value == null) {
      return absent;
    }
    if (value instanceof Boolean truth) {
      return truth;
    }
    throw new InvalidArgumentException(name, name + " must be true or false, got " + value);
  }
}
