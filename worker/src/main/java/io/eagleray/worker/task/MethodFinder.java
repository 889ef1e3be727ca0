package io.eagleray.worker.task;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the method that a command like {@code com.acme.Housing::prepare} names. */
final class MethodFinder {
  private MethodFinder() {}

  static JavaMethod find(
      ClassLoader classes, String command, List<RunMessage.Parameter> parameters) {
    int colons = command.indexOf("::");
    if (colons < 1 || colons + 2 == command.length()) {
      throw new CommandException(
          "a Java command is written Class::method, as com.acme.Housing::prepare, not " + command);
    }
    Class<?> type = type(classes, command.substring(0, colons));
    Method method = method(type, command.substring(colons + 2), parameters);
    method.setAccessible(true);
    return new JavaMethod(method, constructor(type, method), classes, parameters);
  }

  private static Class<?> type(ClassLoader classes, String name) {
    try {
      return Class.forName(name, false, classes);
    } catch (ClassNotFoundException e) {
      throw new CommandException("there is no class " + name + " on the class path");
    }
  }

  private static Method method(Class<?> type, String name, List<RunMessage.Parameter> parameters) {
    List<Method> named =
        all(type).stream().filter(m -> m.getName().equals(name) && !m.isSynthetic()).toList();
    if (named.isEmpty()) {
      throw new CommandException(
          "%s has no method %s; it has %s".formatted(type.getTypeName(), name, names(type)));
    }
    List<Method> fitting = named.stream().filter(m -> fits(m, parameters)).toList();
    if (fitting.isEmpty()) {
      throw new CommandException(
          "no method %s of %s has the parameters %s; there is %s"
              .formatted(
                  name,
                  type.getTypeName(),
                  parameters.stream().map(RunMessage.Parameter::name).toList(),
                  signatures(named)));
    }
    // A method of a subclass comes first and hides the one it overrides.
    if (fitting.stream().map(m -> Arrays.toString(m.getParameterTypes())).distinct().count() > 1) {
      throw new CommandException(
          "%s has several methods %s that fit: %s"
              .formatted(type.getTypeName(), name, signatures(fitting)));
    }
    return fitting.get(0);
  }

  private static boolean fits(Method method, List<RunMessage.Parameter> parameters) {
    if (method.getParameterCount() != parameters.size()) {
      return false;
    }
    for (int i = 0; i < parameters.size(); i++) {
      RunMessage.Parameter wanted = parameters.get(i);
      java.lang.reflect.Parameter there = method.getParameters()[i];
      if (there.isNamePresent() && !there.getName().equals(wanted.name())) {
        return false;
      }
      Optional<String> type = wanted.type();
      if (type.isPresent() && !type.get().equals(there.getType().getTypeName())) {
        return false;
      }
    }
    return true;
  }

  private static List<Method> all(Class<?> type) {
    List<Method> methods = new ArrayList<>();
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      methods.addAll(List.of(c.getDeclaredMethods()));
    }
    return methods;
  }

  private static Optional<Constructor<?>> constructor(Class<?> type, Method method) {
    if (Modifier.isStatic(method.getModifiers())) {
      return Optional.empty();
    }
    try {
      Constructor<?> constructor = type.getDeclaredConstructor();
      constructor.setAccessible(true);
      return Optional.of(constructor);
    } catch (NoSuchMethodException e) {
      throw new CommandException(
          "%s is not static, and %s has no constructor without parameters"
              .formatted(method.getName(), type.getTypeName()));
    }
  }

  private static String names(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(m -> !m.isSynthetic())
        .map(Method::getName)
        .distinct()
        .sorted()
        .limit(20)
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static String signatures(List<Method> methods) {
    return methods.stream()
        .map(m ->
            Arrays.stream(m.getParameterTypes())
                .map(Class::getSimpleName)
                .collect(Collectors.joining(", ", m.getName() + "(", ")")))
        .distinct()
        .collect(Collectors.joining(", "));
  }
}
