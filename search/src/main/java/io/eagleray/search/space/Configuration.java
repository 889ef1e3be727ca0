package io.eagleray.search.space;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * One point of a search space: the values of its active parameters, in the order of the space.
 * Reals are {@link Double}, integers {@link Long}; listed values are what was listed.
 */
public final class Configuration {
  private final Map<String, Object> values;
  private final int hash;

  private Configuration(Map<String, Object> values) {
    this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    this.hash = this.values.hashCode();
  }

  /**
   * A configuration with a copy of these values; see {@link SearchSpace#validate} for checking it.
   */
  public static Configuration of(Map<String, ?> values) {
    Map<String, Object> copy = new LinkedHashMap<>();
    values.forEach((name, value) -> copy.put(name, Values.canonical(name, value)));
    return new Configuration(copy);
  }

  /** The values by name, in order; unmodifiable. */
  public Map<String, Object> asMap() {
    return values;
  }

  public Set<String> names() {
    return values.keySet();
  }

  public boolean has(String name) {
    return values.containsKey(name);
  }

  /**
   * The value of an active parameter.
   *
   * @throws InvalidConfigurationException if there is no such parameter here
   */
  public Object get(String name) {
    Object value = values.get(name);
    if (value == null) {
      throw new InvalidConfigurationException(
          java.util.List.of("no parameter \"" + name + "\" among " + values.keySet()));
    }
    return value;
  }

  /** A number as a double. */
  public double getDouble(String name) {
    return ((Number) get(name)).doubleValue();
  }

  /** A number as a long; fractions are cut off. */
  public long getLong(String name) {
    return ((Number) get(name)).longValue();
  }

  /** A number as an int; fractions are cut off. */
  public int getInt(String name) {
    return Math.toIntExact(getLong(name));
  }

  /** A text. */
  public String getString(String name) {
    return (String) get(name);
  }

  /** A boolean. */
  public boolean getBoolean(String name) {
    return (Boolean) get(name);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Configuration that && hash == that.hash && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
