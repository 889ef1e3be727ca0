package io.eagleray.report;

import io.eagleray.json.Json;
import io.eagleray.json.JsonNumber;
import java.util.List;

/**
 * One searched parameter as something to plot along.
 *
 * @param name its key in a configuration; of a nested one the keys joined by dots
 * @param kind how values are placed
 * @param low the least value, for numbers
 * @param high the greatest
 * @param categories the values, for those without distance
 */
record Axis(String name, Kind kind, double low, double high, List<Json> categories) {
  /** How values are placed along an axis. */
  enum Kind {
    LINEAR,
    LOG,
    CATEGORY
  }

  Axis {
    categories = List.copyOf(categories);
  }

  /** The value's place: a number itself, a category's index; NaN where it has none. */
  double place(Json value) {
    if (kind == Kind.CATEGORY) {
      for (int i = 0; i < categories.size(); i++) {
        if (same(categories.get(i), value)) {
          return i;
        }
      }
      return Double.NaN;
    }
    double number = value instanceof JsonNumber known ? known.asDouble() : Double.NaN;
    return Double.isFinite(number) ? number : Double.NaN;
  }

  private static boolean same(Json a, Json b) {
    return a instanceof JsonNumber x && b instanceof JsonNumber y
        ? x.asDouble() == y.asDouble()
        : a.equals(b);
  }
}
