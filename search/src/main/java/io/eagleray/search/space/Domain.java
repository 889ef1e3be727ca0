package io.eagleray.search.space;

import java.util.OptionalLong;

/**
 * The values that one parameter may take, and how likely each is before anything is known.
 *
 * <p>Every domain maps to and from the unit interval. {@link #fromUnit} applied to a uniform draw
 * gives the domain's own distribution, so that samplers can work in a cube whatever the types are.
 * The names are those of Ray Tune's search space API.
 */
public sealed interface Domain permits NumericDomain, ListedDomain {

  /** The word that configuration files use, such as {@code loguniform}. */
  String type();

  /**
   * The value at a place of the unit interval.
   *
   * @param unit in [0, 1]; what lies outside is clamped
   */
  Object fromUnit(double unit);

  /**
   * The place of a value in the unit interval: for discrete domains the middle of its cell.
   *
   * @param value a value of this domain
   */
  double toUnit(Object value);

  /**
   * The width of a value's cell in the unit interval: its probability; 0 where values are dense.
   */
  double cellWidth(Object value);

  /** How many values there are; empty when they cannot be counted. */
  OptionalLong cardinality();

  /** Whether neighbours in the unit interval are neighbours in meaning. */
  boolean isOrdered();

  /** Whether {@code value} belongs to this domain, numbers compared by value. */
  boolean contains(Object value);

  /**
   * The value as this domain writes it: {@code 3} becomes {@code 3.0} in a real domain.
   *
   * @param value a value of this domain
   */
  Object canonical(Object value);

  /** The rule a value has to keep, for messages: {@code "a number in [0.1, 1.0]"}. */
  String rule();
}
