package io.eagleray.search.space;

import java.util.OptionalLong;

/** Numbers on a line: reals come as {@link Double}, integers as {@link Long}. */
public sealed interface NumericDomain extends Domain
    permits Uniform,
        QUniform,
        LogUniform,
        QLogUniform,
        Normal,
        QNormal,
        RandInt,
        QRandInt,
        LogRandInt,
        QLogRandInt {

  /** How the numbers lie in the unit interval. */
  Scale scale();

  /** Whether the values are integers. */
  boolean isInteger();

  @Override
  default Object fromUnit(double unit) {
    return number(scale().fromUnit(unit));
  }

  @Override
  default double toUnit(Object value) {
    return scale().toUnit(((Number) value).doubleValue());
  }

  @Override
  default double cellWidth(Object value) {
    return scale().cellWidth(((Number) value).doubleValue());
  }

  @Override
  default OptionalLong cardinality() {
    return scale().cardinality();
  }

  @Override
  default boolean isOrdered() {
    return true;
  }

  @Override
  default boolean contains(Object value) {
    return value instanceof Number number && scale().contains(number.doubleValue());
  }

  @Override
  default Object canonical(Object value) {
    return number(((Number) value).doubleValue());
  }

  @Override
  default String rule() {
    return (isInteger() ? "an integer " : "a number ") + scale().rule(isInteger());
  }

  private Object number(double value) {
    if (isInteger()) {
      return Math.round(value);
    }
    return value;
  }
}
