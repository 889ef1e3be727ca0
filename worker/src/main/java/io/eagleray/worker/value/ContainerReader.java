package io.eagleray.worker.value;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Collections, maps and records from JSON; their elements are read by an {@link ArgumentReader}.
 */
final class ContainerReader {
  static final List<Class<?>> COLLECTIONS =
      List.of(ArrayList.class, LinkedHashSet.class, TreeSet.class, ArrayDeque.class);
  static final List<Class<?>> MAPS = List.of(LinkedHashMap.class, TreeMap.class);

  private final ArgumentReader elements;

  ContainerReader(ArgumentReader elements) {
    this.elements = elements;
  }

  @SuppressWarnings("unchecked")
  Object collection(Class<?> raw, Type type, List<?> list, String path) {
    Collection<@Nullable Object> collection =
        (Collection<@Nullable Object>) instance(raw, COLLECTIONS, type, list, path);
    Type element = Types.argument(type, 0);
    int index = 0;
    for (Object json : list) {
      String where = path + "[" + index++ + "]";
      Object value = elements.read(element, json, where);
      held(() -> collection.add(value), type, where);
    }
    return collection;
  }

  @SuppressWarnings("unchecked")
  Object map(Class<?> raw, Type type, Map<?, ?> json, String path) {
    Map<@Nullable Object, @Nullable Object> map =
        (Map<@Nullable Object, @Nullable Object>) instance(raw, MAPS, type, json, path);
    Type keys = Types.argument(type, 0);
    Type values = Types.argument(type, 1);
    json.forEach((name, given) -> {
      String where = path + "." + name;
      Object key = key(keys, (String) name, path);
      Object value = elements.read(values, given, where);
      held(() -> map.put(key, value), type, where);
    });
    if (map.size() < json.size()) {
      throw ArgumentReader.wrong(path, type, json, ", of which two keys become the same");
    }
    return map;
  }

  /** Some containers hold no null, and sorted ones only what can be compared. */
  private static void held(Runnable add, Type type, String where) {
    try {
      add.run();
    } catch (NullPointerException | ClassCastException e) {
      throw new ArgumentException("%s is refused by %s: %s".formatted(where, Types.name(type), e));
    }
  }

  /** A key of a map is a text in JSON; a number or a boolean is read from it. */
  private @Nullable Object key(Type type, String name, String path) {
    Class<?> raw = Types.boxed(Types.raw(type));
    if (raw == Object.class || raw == String.class) {
      return name;
    }
    String where = "a key of " + path;
    if (raw == Boolean.class && (name.equals("true") || name.equals("false"))) {
      return Boolean.valueOf(name);
    }
    if (Numbers.isNumber(raw)) {
      try {
        return Numbers.convert(new java.math.BigDecimal(name), raw)
            .orElseThrow(() -> ArgumentReader.wrong(where, type, name, ""));
      } catch (NumberFormatException e) {
        throw ArgumentReader.wrong(where, type, name, "");
      }
    }
    return elements.read(type, name, where);
  }

  /** A new, empty container: the first of the usual ones that is of the type, or the type's own. */
  private static Object instance(
      Class<?> raw, List<Class<?>> usual, Type type, Object json, String path) {
    Class<?> chosen = chosen(raw, usual, type, json, path);
    try {
      return chosen.getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw ArgumentReader.wrong(
          path, type, json, "; that class has no public constructor without parameters");
    }
  }

  /** The class that is made for a type. */
  static Class<?> chosen(Class<?> raw, List<Class<?>> usual, Type type, Object json, String path) {
    Class<?> chosen = raw;
    for (Class<?> one : usual.reversed()) {
      chosen = raw.isAssignableFrom(one) ? one : chosen;
    }
    if (chosen.isInterface() || Modifier.isAbstract(chosen.getModifiers())) {
      throw ArgumentReader.wrong(path, type, json, "");
    }
    return chosen;
  }

  /** A record by the names of its components; names that it has not are left out. */
  Object record(Class<?> type, Map<?, ?> json, String path) {
    RecordComponent[] components = type.getRecordComponents();
    @Nullable Object[] values = new @Nullable Object[components.length];
    for (int i = 0; i < components.length; i++) {
      RecordComponent component = components[i];
      String name = component.getName();
      requireComponent(type, component, json, path);
      values[i] = elements.read(component.getGenericType(), json.get(name), path + "." + name);
    }
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw new ArgumentException(
          "%s is refused by %s: %s".formatted(path, Types.name(type), e.getCause()));
    } catch (ReflectiveOperationException e) {
      throw new ArgumentException("%s: no %s can be made: %s".formatted(path, Types.name(type), e));
    }
  }

  /** Only an {@code Optional} component may be missing. */
  static void requireComponent(
      Class<?> type, RecordComponent component, Map<?, ?> json, String path) {
    String name = component.getName();
    if (!json.containsKey(name) && component.getType() != Optional.class) {
      throw new ArgumentException(
          "%s must be %s, which has a component \"%s\", but there is only %s"
              .formatted(path, Types.name(type), name, names(json)));
    }
  }

  private static String names(Map<?, ?> json) {
    return json.keySet().stream()
        .map(String::valueOf)
        .sorted()
        .limit(20)
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
