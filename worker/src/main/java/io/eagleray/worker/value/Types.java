package io.eagleray.worker.value;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Map;

/** Declared types, reduced to what conversion needs. */
final class Types {
  private static final Map<Class<?>, Class<?>> BOXES =
      Map.of(
          int.class, Integer.class,
          long.class, Long.class,
          double.class, Double.class,
          float.class, Float.class,
          short.class, Short.class,
          byte.class, Byte.class,
          boolean.class, Boolean.class,
          char.class, Character.class);

  private Types() {}

  /** The class of a type without its type arguments. */
  static Class<?> raw(Type type) {
    return switch (type) {
      case Class<?> c -> c;
      case ParameterizedType p -> raw(p.getRawType());
      case GenericArrayType a -> raw(a.getGenericComponentType()).arrayType();
      case WildcardType w -> raw(w.getUpperBounds()[0]);
      case TypeVariable<?> v -> raw(v.getBounds()[0]);
      default -> Object.class;
    };
  }

  /** The type argument at that place, or {@code Object} where none is written. */
  static Type argument(Type type, int index) {
    return switch (type) {
      case ParameterizedType p when index < p.getActualTypeArguments().length ->
          p.getActualTypeArguments()[index];
      case WildcardType w -> argument(w.getUpperBounds()[0], index);
      default -> Object.class;
    };
  }

  /** The type of an array's elements. */
  static Type component(Type array) {
    return array instanceof GenericArrayType generic
        ? generic.getGenericComponentType()
        : raw(array).getComponentType();
  }

  static Class<?> boxed(Class<?> type) {
    return BOXES.getOrDefault(type, type);
  }

  /** The type as a user writes it: {@code List<String>}, without packages. */
  static String name(Type type) {
    return type.getTypeName().replaceAll("[\\w.]+\\.(\\w+)", "$1").replaceAll("\\w+\\$", "");
  }
}
