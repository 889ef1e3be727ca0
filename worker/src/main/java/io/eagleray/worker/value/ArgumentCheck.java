package io.eagleray.worker.value;

import io.eagleray.worker.json.JsonException;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether an {@link ArgumentReader} would refuse a value, told without making anything: no code of
 * the user's runs and no class is initialised, so it may be asked where the function is not run.
 * What only the reading itself can tell is let pass.
 */
public final class ArgumentCheck {
  private ArgumentCheck() {}

  /**
   * Why the value can certainly not become that type.
   *
   * @param json as {@link ArgumentReader#read} takes it
   * @param path how the value is named in the message
   */
  public static Optional<String> misfit(Type type, @Nullable Object json, String path) {
    try {
      check(type, json, path);
      return Optional.empty();
    } catch (ArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    } catch (ObjectException | JsonException e) {
      return Optional.of(path + " is no reference to an object: " + e.getMessage());
    } catch (LinkageError | TypeNotPresentException e) {
      return Optional.empty(); // A class that is not there: that is told elsewhere.
    }
  }

  private static void check(Type type, @Nullable Object json, String path) {
    Class<?> raw = Types.raw(type);
    if (raw == Optional.class) {
      check(Types.argument(type, 0), json, path);
    } else if (json == null) {
      if (raw.isPrimitive()) {
        throw ArgumentReader.wrong(path, type, json, "");
      }
    } else if (!isOpen(Types.boxed(raw)) && ObjectReference.in(json).isEmpty()) {
      Object plain = Escapes.numberIn(json).map(number -> (Object) number).orElse(json);
      switch (plain) {
        case List<?> list -> list(raw, list, type, path);
        case Map<?, ?> map -> map(raw, map, type, path);
        default -> scalar(raw, plain, json, type, path);
      }
    }
  }

  private static boolean isOpen(Class<?> boxed) {
    return boxed == Object.class
        || boxed == java.io.Serializable.class
        || boxed == Comparable.class;
  }

  private static void scalar(Class<?> raw, Object plain, Object json, Type type, String path) {
    Class<?> boxed = Types.boxed(raw);
    if (Numbers.isNumber(boxed)) {
      ArgumentReader.number(boxed, plain, type, path);
    } else if (raw.isEnum() && plain instanceof String text) {
      constant(raw, text, type, path);
    } else if (plain instanceof String text) {
      ArgumentReader.text(raw, boxed, text, type, path);
    } else if (!(boxed == Boolean.class && plain instanceof Boolean)) {
      throw ArgumentReader.wrong(path, type, json, "");
    }
  }

  /** The constants' names, without the constants, which the class would make. */
  private static void constant(Class<?> raw, String text, Type type, String path) {
    List<String> names =
        Arrays.stream(raw.getDeclaredFields())
            .filter(Field::isEnumConstant)
            .map(Field::getName)
            .toList();
    if (!names.contains(text)) {
      throw ArgumentReader.wrong(path, type, text, "; it has " + names);
    }
  }

  private static void list(Class<?> raw, List<?> list, Type type, String path) {
    if (!raw.isArray() && !Iterable.class.isAssignableFrom(raw)) {
      throw ArgumentReader.wrong(path, type, list, "");
    }
    if (!raw.isArray()) {
      ContainerReader.chosen(raw, ContainerReader.COLLECTIONS, type, list, path);
    }
    Type element = raw.isArray() ? Types.component(type) : Types.argument(type, 0);
    for (int i = 0; i < list.size(); i++) {
      check(element, list.get(i), path + "[" + i + "]");
    }
  }

  private static void map(Class<?> raw, Map<?, ?> json, Type type, String path) {
    Map<?, ?> map = Escapes.unescaped(json);
    if (raw.isRecord()) {
      for (RecordComponent component : raw.getRecordComponents()) {
        ContainerReader.requireComponent(raw, component, map, path);
        String name = component.getName();
        check(component.getGenericType(), map.get(name), path + "." + name);
      }
    } else if (Map.class.isAssignableFrom(raw)) {
      ContainerReader.chosen(raw, ContainerReader.MAPS, type, map, path);
      Type values = Types.argument(type, 1);
      map.forEach((name, value) -> check(values, value, path + "." + name));
    } else {
      throw ArgumentReader.wrong(path, type, json, "");
    }
  }
}
