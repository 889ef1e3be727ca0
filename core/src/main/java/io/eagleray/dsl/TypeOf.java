package io.eagleray.dsl;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

/**
 * A type with its arguments: {@code new TypeOf<List<Row>>() {}}.
 *
 * @param <T> the type
 */
public abstract class TypeOf<T> {
  private final Type type;

  /** The type that the subclass names. */
  protected TypeOf() {
    if (!(getClass().getGenericSuperclass() instanceof ParameterizedType named)) {
      throw new IllegalArgumentException("write the type: new TypeOf<List<String>>() {}");
    }
    this.type = named.getActualTypeArguments()[0];
  }

  Type type() {
    return type;
  }
}
