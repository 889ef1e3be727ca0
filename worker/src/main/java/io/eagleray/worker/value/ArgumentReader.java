package io.eagleray.worker.value;

import io.eagleray.worker.json.Json;
import java.lang.reflect.Array;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Arguments from JSON to the type that a parameter declares: primitives and their boxes, texts,
 * enums, dates, {@code Optional}, collections, maps, arrays, records, and plain Java values for
 * {@code Object}. References to objects are replaced by the objects, at any depth. Numbers are
 * converted only where nothing is lost; nothing else is guessed: the text {@code "5"} is no number.
 */
public final class ArgumentReader {
  private final ObjectStore objects;
  private final ClassLoader classes;
  private final ContainerReader containers;

  /**
   * @param classes where the classes of stored objects are found
   */
  public ArgumentReader(ObjectStore objects, ClassLoader classes) {
    this.objects = objects;
    this.classes = classes;
    this.containers = new ContainerReader(this);
  }

  /**
   * The argument as that type.
   *
   * @param path how the value is named in a message, such as {@code argument "rows"[3]}
   * @return null only for null given to a type that is no primitive
   * @throws ArgumentException when it cannot be converted: with the path, the type and the value
   */
  public @Nullable Object read(Type type, @Nullable Object json, String path) {
    Class<?> raw = Types.raw(type);
    if (raw == Optional.class) {
      Object inner = read(Types.argument(type, 0), json, path);
      return inner instanceof Optional<?> ? inner : Optional.ofNullable(inner);
    }
    if (json == null) {
      if (raw.isPrimitive()) {
        throw wrong(path, type, json, "");
      }
      return null;
    }
    Optional<ObjectReference> reference = ObjectReference.in(json);
    if (reference.isPresent()) {
      return object(reference.get(), type, json, path);
    }
    Class<?> boxed = Types.boxed(raw);
    Object plain = Escapes.numberIn(json).map(number -> (Object) number).orElse(json);
    if (boxed == Object.class || boxed == java.io.Serializable.class || boxed == Comparable.class) {
      return plain(plain, path);
    }
    if (Numbers.isNumber(boxed)) {
      return number(boxed, plain, type, path);
    }
    if (boxed == Boolean.class && plain instanceof Boolean) {
      return plain;
    }
    if (plain instanceof String text) {
      return text(raw, boxed, text, type, path);
    }
    if (plain instanceof List<?> list) {
      return list(raw, list, type, path);
    }
    if (plain instanceof Map<?, ?> map) {
      Map<?, ?> own = Escapes.unescaped(map);
      if (raw.isRecord()) {
        return containers.record(raw, own, path);
      }
      if (Map.class.isAssignableFrom(raw)) {
        return containers.map(raw, type, own, path);
      }
    }
    throw wrong(path, type, json, "");
  }

  static Object number(Class<?> boxed, Object json, Type type, String path) {
    if (json instanceof Number number) {
      return Numbers.convert(number, boxed)
          .orElseThrow(() -> wrong(path, type, json, ", which would lose digits"));
    }
    throw wrong(path, type, json, "");
  }

  static @Nullable Object text(Class<?> raw, Class<?> boxed, String text, Type type, String path) {
    if (boxed == Character.class && text.length() == 1) {
      return text.charAt(0);
    }
    if (raw.isEnum()) {
      return Arrays.stream(raw.getEnumConstants())
          .filter(constant -> ((Enum<?>) constant).name().equals(text))
          .findFirst()
          .orElseThrow(
              () -> wrong(path, type, text, "; it has " + Arrays.toString(raw.getEnumConstants())));
    }
    Function<String, Object> reader =
        Texts.reader(raw).orElseThrow(() -> wrong(path, type, text, ""));
    try {
      return reader.apply(text);
    } catch (IllegalArgumentException | java.time.DateTimeException | ArithmeticException e) {
      throw wrong(path, type, text, ": " + e.getMessage());
    }
  }

  private Object list(Class<?> raw, List<?> list, Type type, String path) {
    if (raw.isArray()) {
      Type component = Types.component(type);
      Object array = Array.newInstance(Types.raw(component), list.size());
      for (int i = 0; i < list.size(); i++) {
        Array.set(array, i, read(component, list.get(i), path + "[" + i + "]"));
      }
      return array;
    }
    if (Iterable.class.isAssignableFrom(raw)) {
      return containers.collection(raw, type, list, path);
    }
    throw wrong(path, type, list, "");
  }

  /** JSON as ordinary Java values, which the function may change. */
  private Object plain(Object json, String path) {
    return switch (json) {
      case Number number -> Numbers.natural(number);
      case List<?> list -> containers.collection(List.class, List.class, list, path);
      case Map<?, ?> map -> containers.map(Map.class, Map.class, Escapes.unescaped(map), path);
      default -> json;
    };
  }

  private Object object(ObjectReference reference, Type type, Object json, String path) {
    Class<?> raw = Types.boxed(Types.raw(type));
    if (!reference.isReadable()) {
      if (raw.isAssignableFrom(Map.class)) {
        return json;
      }
      throw new ArgumentException(
          "%s is a %s stored as %s, which Java cannot read; a parameter of type Map takes it as it is"
              .formatted(path, reference.type(), reference.format()));
    }
    Object object = objects.read(reference, classes);
    if (object instanceof java.nio.file.Path file && raw == java.io.File.class) {
      return file.toFile();
    }
    if (object instanceof java.nio.file.Path file && raw == String.class) {
      return file.toString();
    }
    if (!raw.isInstance(object)) {
      throw new ArgumentException(
          "%s must be %s, but the stored object is a %s"
              .formatted(path, Types.name(type), object.getClass().getTypeName()));
    }
    return object;
  }

  static ArgumentException wrong(String path, Type type, @Nullable Object json, String why) {
    Class<?> raw = Types.raw(type);
    boolean convertible =
        !(raw.isInterface() || java.lang.reflect.Modifier.isAbstract(raw.getModifiers()))
            || raw.isPrimitive()
            || raw.isArray()
            || Collection.class.isAssignableFrom(raw)
            || Map.class.isAssignableFrom(raw)
            || Texts.reader(raw).isPresent()
            || raw == Number.class;
    String hint = convertible ? why : "; no value can be made for this interface or abstract class";
    return new ArgumentException(
        "%s must be %s, but is %s%s".formatted(path, Types.name(type), shown(json), hint));
  }

  /** The value with its kind, cut where it is long. */
  private static String shown(@Nullable Object json) {
    Optional<Double> notFinite = Escapes.numberIn(json);
    if (notFinite.isPresent()) {
      return "the number " + notFinite.get();
    }
    String kind =
        switch (json) {
          case null -> "";
          case String s -> "the text ";
          case Number n -> "the number ";
          case List<?> l -> "the list ";
          case Map<?, ?> m -> "the object ";
          default -> "";
        };
    String text;
    try {
      text = Json.write(json);
    } catch (IllegalArgumentException e) {
      text = Objects.toString(json);
    }
    return kind + (text.length() > 80 ? text.substring(0, 77) + "…" : text);
  }
}
