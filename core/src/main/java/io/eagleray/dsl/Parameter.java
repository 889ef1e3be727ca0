package io.eagleray.dsl;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Optional;

/**
 * A parameter that a function in the program takes, by its name and as a type. Values become that
 * type as arguments of Java steps do.
 *
 * @param <T> what the function is given
 */
public record Parameter<T>(String name, Type type) {
  public Parameter {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a parameter needs a name");
    }
  }

  /** A parameter of a class: a record, an enum, {@code Double}, any serializable class. */
  public static <T> Parameter<T> of(String name, Class<T> type) {
    return new Parameter<>(name, type);
  }

  /** A parameter of a type with arguments; an {@code Optional} one need not be there. */
  public static <T> Parameter<T> of(String name, TypeOf<T> type) {
    return new Parameter<>(name, type.type());
  }

  /** A number. */
  public static Parameter<Double> number(String name) {
    return of(name, Double.class);
  }

  /** A whole number. */
  public static Parameter<Integer> integer(String name) {
    return of(name, Integer.class);
  }

  /** A text. */
  public static Parameter<String> text(String name) {
    return of(name, String.class);
  }

  /** Whether there must be a value. */
  public boolean isRequired() {
    return !(type instanceof ParameterizedType named && named.getRawType() == Optional.class);
  }
}
