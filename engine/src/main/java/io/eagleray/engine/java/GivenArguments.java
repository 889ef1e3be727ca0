package io.eagleray.engine.java;

import io.eagleray.json.Json;
import io.eagleray.worker.json.JsonException;
import io.eagleray.worker.value.ArgumentCheck;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds values to the types that a method declares. Classes are loaded, never initialised.
 *
 * @param classPath with the worker's own classes
 */
record GivenArguments(JavaFunction function, List<Path> classPath) {

  /** What is wrong with values, by the names of parameters, as the worker would tell it. */
  Map<String, String> misfits(Map<String, Json> values) {
    URL[] urls = classPath.stream().map(JavaSignatures::url).toArray(URL[]::new);
    String[] command = function.command().split("::", 2);
    try (URLClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
      Class<?> type = Class.forName(command[0], false, loader);
      return JavaSignatures.methods(type)
          .filter(method -> method.getName().equals(command[1]) && isTheFunction(method))
          .findFirst()
          .map(method -> misfits(method, values))
          .orElse(Map.of());
    } catch (ClassNotFoundException | LinkageError e) {
      return Map.of(); // The search for the function tells of what is not there.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isTheFunction(Method method) {
    List<String> types = Arrays.stream(method.getParameterTypes()).map(Class::getTypeName).toList();
    return types.equals(function.parameters().stream().map(JavaFunction.Parameter::type).toList());
  }

  private Map<String, String> misfits(Method method, Map<String, Json> values) {
    Map<String, String> misfits = new LinkedHashMap<>();
    for (int i = 0; i < function.parameters().size(); i++) {
      String name = function.parameters().get(i).name();
      Json value = values.get(name);
      if (value != null) {
        misfit(method.getGenericParameterTypes()[i], value)
            .ifPresent(why -> misfits.put(name, why));
      }
    }
    return misfits;
  }

  private static Optional<String> misfit(Type type, Json value) {
    try {
      // Through its text, so that a number is what the worker reads.
      return ArgumentCheck.misfit(type, io.eagleray.worker.json.Json.parse(value.text()), "");
    } catch (JsonException e) {
      return Optional.empty();
    }
  }
}
