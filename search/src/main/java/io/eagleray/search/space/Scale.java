package io.eagleray.search.space;

import java.util.OptionalLong;

/**
 * How numbers lie in the unit interval: a monotone transform between two edges, and for discrete
 * numbers the cells into which it is cut.
 *
 * @param transform linear, logarithmic or the normal distribution function
 * @param lowEdge where the unit interval begins
 * @param highEdge where it ends
 * @param step the distance of discrete values, all multiples of it; 0 for real numbers
 * @param lead how far the cell of a value begins before it: 0 for rounding down, half a step for
 *     rounding to the nearest
 * @param min the smallest legal value
 * @param max the largest legal value
 */
public record Scale(
    Transform transform,
    double lowEdge,
    double highEdge,
    double step,
    double lead,
    double min,
    double max) {

  static Scale dense(Transform transform, double low, double high) {
    return new Scale(transform, low, high, 0, 0, low, high);
  }

  /** Integers {@code low} to {@code high - 1}, each with the cell from itself to the next. */
  static Scale integers(Transform transform, long low, long high) {
    return new Scale(transform, low, high, 1, 0, low, high - 1.0);
  }

  /**
   * The multiples of {@code step} from {@code low} to {@code high}, to which draws between the
   * outermost of them are rounded: these two have half a cell each.
   */
  static Scale rounded(Transform transform, double low, double high, double step) {
    double min = least(low, step);
    double max = greatest(high, step);
    return new Scale(transform, min, max, step, step / 2, min, max);
  }

  /**
   * The multiples of {@code step} from {@code low} to {@code high}, each with the cell from itself
   * to the next.
   */
  static Scale multiples(Transform transform, long low, long high, long step) {
    double min = least(low, step);
    double max = greatest(high, step);
    return new Scale(transform, min, max + step, step, 0, min, max);
  }

  private static double least(double low, double step) {
    return Math.ceil(low / step - 1e-9) * step;
  }

  private static double greatest(double high, double step) {
    return Math.floor(high / step + 1e-9) * step;
  }

  double fromUnit(double unit) {
    double u = Math.min(1, Math.max(0, unit));
    double from = transform.forward(lowEdge);
    double x = transform.backward(from + u * (transform.forward(highEdge) - from));
    double value = step == 0 ? x : multiple(Math.floor((x + lead) / step + 1e-12));
    return Math.min(max, Math.max(min, value));
  }

  double toUnit(double value) {
    if (step == 0) {
      return unit(value);
    }
    return (unit(value - lead) + unit(value - lead + step)) / 2;
  }

  double cellWidth(double value) {
    if (step == 0) {
      return 0;
    }
    return min == max ? 1 : unit(value - lead + step) - unit(value - lead);
  }

  OptionalLong cardinality() {
    if (step == 0) {
      return min == max ? OptionalLong.of(1) : OptionalLong.empty();
    }
    double count = Math.rint((max - min) / step) + 1;
    return count < Long.MAX_VALUE ? OptionalLong.of((long) count) : OptionalLong.empty();
  }

  boolean contains(double value) {
    double slack = 1e-9 * Math.max(Math.abs(value), step);
    if (!(value >= min - slack && value <= max + slack) || Double.isInfinite(value)) {
      return false;
    }
    return step == 0 || Math.abs(value / step - Math.rint(value / step)) < 1e-6;
  }

  String rule(boolean integer) {
    String multiples =
        step == 0 || (integer && step == 1) ? "" : "that is a multiple of " + text(step, integer);
    if (Double.isInfinite(min) || Double.isInfinite(max)) {
      return multiples.isEmpty() ? "that is finite" : multiples;
    }
    String range = "in [" + text(min, integer) + ", " + text(max, integer) + "]";
    return multiples.isEmpty() ? range : range + " " + multiples;
  }

  private double unit(double value) {
    double clamped = Math.min(highEdge, Math.max(lowEdge, value));
    double from = transform.forward(lowEdge);
    double span = transform.forward(highEdge) - from;
    return span == 0 ? 0.5 : (transform.forward(clamped) - from) / span;
  }

  /** Multiples of 0.1 read 0.3, not 0.30000000000000004. */
  private double multiple(double count) {
    double inverse = Math.rint(1 / step);
    boolean whole = inverse >= 1 && Math.abs(inverse * step - 1) < 1e-12;
    return whole ? count / inverse : count * step;
  }

  private static String text(double value, boolean integer) {
    return integer ? Long.toString(Math.round(value)) : Double.toString(value);
  }
}
