package io.eagleray.engine.task.java;

import io.eagleray.dsl.CodeFunction;
import io.eagleray.engine.hash.WordHash;
import io.eagleray.json.JsonArray;
import io.eagleray.model.JavaSettings;
import io.eagleray.spi.Shipment;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The code of functions of the program. A lambda has no name, so it is told by its pipeline's, and
 * by the class files of the top-level class in which it stands with all that are inside that.
 */
final class FunctionCode {
  /** Stands for what cannot be read: it is like nothing that another process, or this one, has. */
  private final String unread = UUID.randomUUID().toString();

  /** By the top-level class: what runs is what was loaded, whatever becomes of its file. */
  private final Map<Class<?>, Optional<String>> read = new ConcurrentHashMap<>();

  private final JavaCode code = new JavaCode();
  private final JavaSettings settings;

  FunctionCode(JavaSettings settings) {
    this.settings = settings;
  }

  /** What tells a function from others that have its step's path. */
  String identity(CodeFunction function) {
    return function.pipeline() + " " + classes(function).orElse(unread);
  }

  /**
   * All that it runs, as far as that is on the class path.
   *
   * @return empty where its class cannot be read, or where it captures variables, whose values are
   *     not told
   */
  Optional<String> of(CodeFunction function) {
    if (classes(function).isEmpty() || captures(function.code())) {
      return Optional.empty();
    }
    List<Path> classPath = settings.classPath().stream().map(Path::of).toList();
    return code.of(Shipment.java("", new JsonArray(List.of()), classPath));
  }

  private static boolean captures(Class<?> type) {
    return Arrays.stream(type.getDeclaredFields())
        .anyMatch(field -> !Modifier.isStatic(field.getModifiers()));
  }

  private Optional<String> classes(CodeFunction function) {
    return read.computeIfAbsent(function.code().getNestHost(), FunctionCode::hash);
  }

  private static Optional<String> hash(Class<?> topLevel) {
    WordHash hash = new WordHash();
    List<Class<?>> all =
        Arrays.stream(topLevel.getNestMembers())
            .sorted(Comparator.comparing(Class::getName))
            .toList();
    for (Class<?> type : all) {
      String name = type.getName().replace('.', '/') + ".class";
      try (@Nullable InputStream file = open(type.getClassLoader(), name)) {
        if (file == null) {
          return Optional.empty();
        }
        hash.add(name).add(new String(file.readAllBytes(), StandardCharsets.ISO_8859_1));
      } catch (IOException e) {
        return Optional.empty();
      }
    }
    return Optional.of(hash.hex());
  }

  private static @Nullable InputStream open(@Nullable ClassLoader loader, String name) {
    return loader == null ? null : loader.getResourceAsStream(name);
  }
}
