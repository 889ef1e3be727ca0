package io.eagleray.search.space;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Values of listed domains: what they may be, and when two are the same. */
final class Values {
  private Values() {}

  /** Copies of the values, checked, with numbers as Long or Double. */
  static List<Object> checked(String type, List<?> values) {
    Rules.check(!values.isEmpty(), type, "needs at least one value", values);
    List<Object> copy = new ArrayList<>(values.size());
    Set<Object> seen = new HashSet<>();
    for (Object value : values) {
      Object canonical = canonical(type, value);
      // 1 and 1.0 are the same number: a configuration could not tell which was meant.
      Object key = canonical instanceof Long whole ? (Object) whole.doubleValue() : canonical;
      if (!seen.add(key)) {
        throw new InvalidSpaceException(type + ": values must differ, " + value + " comes twice");
      }
      copy.add(canonical);
    }
    return Collections.unmodifiableList(copy);
  }

  static Object canonical(String type, Object value) {
    return switch (value) {
      case String text -> text;
      case Boolean truth -> truth;
      case Nothing none -> none;
      case Long number -> number;
      case Integer number -> number.longValue();
      case Short number -> number.longValue();
      case Byte number -> number.longValue();
      case Number number -> {
        Rules.checkFinite(type, "a value", number.doubleValue());
        yield number.doubleValue();
      }
      case List<?> list -> {
        List<Object> copy = new ArrayList<>(list.size());
        list.forEach(item -> copy.add(canonical(type, item)));
        yield Collections.unmodifiableList(copy);
      }
      case Map<?, ?> map -> {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((key, item) -> copy.put(String.valueOf(key), canonical(type, item)));
        yield Collections.unmodifiableMap(copy);
      }
      case null, default ->
          throw new InvalidSpaceException(
              type
                  + ": values are text, numbers, booleans, Nothing, or lists and maps of them, got "
                  + value);
    };
  }

  /** Equality that takes 1 and 1.0 for the same number. */
  static boolean same(Object a, Object b) {
    if (a instanceof Number x && b instanceof Number y) {
      return x.doubleValue() == y.doubleValue();
    }
    if (a instanceof List<?> x && b instanceof List<?> y && x.size() == y.size()) {
      for (int i = 0; i < x.size(); i++) {
        if (!same(x.get(i), y.get(i))) {
          return false;
        }
      }
      return true;
    }
    return a.equals(b);
  }
}
