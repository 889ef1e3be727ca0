package io.eagleray.engine.java;

import io.eagleray.model.Task;
import io.eagleray.problem.Location;
import io.eagleray.problem.Nearest;
import io.eagleray.problem.Problems;
import io.eagleray.spi.TaskSignature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds methods without running any of the user's code: classes are loaded, never initialised. */
final class JavaSignatures {
  /** What a trial's method may ask for; never a parameter of the pipeline. */
  static final String TRIAL = "io.eagleray.trial.Trial";

  private final Location at;
  private final Problems problems;

  JavaSignatures(Task task, Problems problems) {
    this.at = task.at();
    this.problems = problems;
  }

  /** A method's parameters, as a worker and as a checker see them. */
  record Found(List<JavaFunction.Parameter> parameters, TaskSignature signature) {}

  /** Finds a method; empty, with a problem told, where there is none that can be called by name. */
  Optional<Found> find(String className, String method, List<Path> classPath) {
    URL[] urls = classPath.stream().map(JavaSignatures::url).toArray(URL[]::new);
    try (URLClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
      Class<?> type = Class.forName(className, false, loader);
      return choose(type, method)
          .filter(chosen -> isCallable(type, chosen))
          .flatMap(this::describe);
    } catch (ClassNotFoundException e) {
      return none(
          "there is no class "
              + className
              + " on the class path"
              + ClassNames.hint(className, classPath));
    } catch (LinkageError e) {
      return none(
          "class "
              + className
              + " cannot be loaded: "
              + e.getClass().getSimpleName()
              + " "
              + String.valueOf(e.getMessage()).replace('/', '.'));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private <T> Optional<T> none(String message) {
    problems.error(at, message);
    return Optional.empty();
  }

  private Optional<Method> choose(Class<?> type, String name) {
    List<Method> named = methods(type).filter(method -> method.getName().equals(name)).toList();
    if (named.isEmpty()) {
      TreeSet<String> known =
          methods(type).map(Method::getName).collect(Collectors.toCollection(TreeSet::new));
      return none(
          "class "
              + type.getName()
              + " has no method \""
              + name
              + "\""
              + Nearest.to(name, known)
                  .map(near -> "; did you mean \"" + near + "\"?")
                  .orElse("; it has " + (known.isEmpty() ? "none" : String.join(", ", known))));
    }
    List<Method> open =
        named.stream().filter(method -> Modifier.isPublic(method.getModifiers())).toList();
    if (named.size() == 1 || open.size() == 1) {
      return Optional.of(named.size() == 1 ? named.getFirst() : open.getFirst());
    }
    return none(
        "class "
            + type.getName()
            + " has several methods \""
            + name
            + "\", and a step can only name one: "
            + named.stream().map(JavaSignatures::header).collect(Collectors.joining(", ")));
  }

  /** Its own methods, or where it inherits them the nearest ones. */
  static Stream<Method> methods(Class<?> type) {
    List<Method> all = new ArrayList<>();
    for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
      for (Method method : c.getDeclaredMethods()) {
        boolean hidden =
            all.stream()
                .anyMatch(nearer ->
                    nearer.getName().equals(method.getName())
                        && Arrays.equals(nearer.getParameterTypes(), method.getParameterTypes()));
        if (!method.isSynthetic() && !hidden) {
          all.add(method);
        }
      }
    }
    return all.stream();
  }

  private static String header(Method method) {
    return Arrays.stream(method.getParameterTypes())
        .map(Class::getSimpleName)
        .collect(Collectors.joining(", ", method.getName() + "(", ")"));
  }

  /** An instance is one of the class that is named, which may have inherited the method. */
  private boolean isCallable(Class<?> type, Method method) {
    if (Modifier.isPrivate(method.getModifiers())) {
      String owner = method.getDeclaringClass().getName();
      none("method " + header(method) + " of class " + owner + " is private");
      return false;
    }
    if (Modifier.isStatic(method.getModifiers())) {
      return true;
    }
    boolean isAbstract = Modifier.isAbstract(type.getModifiers());
    boolean constructible =
        !isAbstract
            && Arrays.stream(type.getDeclaredConstructors())
                .anyMatch(constructor -> constructor.getParameterCount() == 0);
    if (!constructible) {
      none(
          "method "
              + header(method)
              + " needs an instance, and class "
              + type.getName()
              + (isAbstract ? " is abstract" : " has no constructor without arguments")
              + "; make the method static");
    }
    return constructible;
  }

  private Optional<Found> describe(Method method) {
    Optional<List<String>> names = names(method);
    if (names.isPresent()) {
      return Optional.of(describe(method, names.get()));
    }
    List<Class<?>> asking = Stream.of(method.getParameterTypes()).filter(t -> !isTrial(t)).toList();
    if (asking.size() == 1 && asking.getFirst().isRecord()) {
      return Optional.of(describeRecord(method, asking.getFirst()));
    }
    return none(
        "the names of the parameters of "
            + header(method)
            + " are not in class "
            + method.getDeclaringClass().getName()
            + "; compile it with -parameters or -g");
  }

  private static Optional<List<String>> names(Method method) {
    java.lang.reflect.Parameter[] parameters = method.getParameters();
    return Stream.of(parameters).allMatch(java.lang.reflect.Parameter::isNamePresent)
        ? Optional.of(Stream.of(parameters).map(java.lang.reflect.Parameter::getName).toList())
        : DebugNames.of(method);
  }

  private Found describe(Method method, List<String> names) {
    Class<?>[] types = method.getParameterTypes();
    List<JavaFunction.Parameter> parameters = new ArrayList<>();
    List<TaskSignature.Argument> arguments = new ArrayList<>();
    for (int i = 0; i < types.length; i++) {
      parameters.add(new JavaFunction.Parameter(names.get(i), types[i].getTypeName()));
      if (!isTrial(types[i])) {
        String type = method.getGenericParameterTypes()[i].getTypeName();
        arguments.add(argument(names.get(i), types[i], type));
      }
    }
    return found(method, parameters, arguments);
  }

  /** Without names, the components of the one record are what the method asks for. */
  private Found describeRecord(Method method, Class<?> record) {
    List<TaskSignature.Argument> arguments =
        Stream.of(record.getRecordComponents())
            .map(part ->
                argument(part.getName(), part.getType(), part.getGenericType().getTypeName()))
            .toList();
    List<JavaFunction.Parameter> parameters = new ArrayList<>();
    for (Class<?> type : method.getParameterTypes()) {
      // No component can have such a name, so the worker fills the record from all arguments.
      parameters.add(new JavaFunction.Parameter("<" + type.getName() + ">", type.getTypeName()));
    }
    return found(method, parameters, arguments);
  }

  private static Found found(
      Method method,
      List<JavaFunction.Parameter> parameters,
      List<TaskSignature.Argument> arguments) {
    boolean reports = Stream.of(method.getParameterTypes()).anyMatch(JavaSignatures::isTrial);
    return new Found(parameters, new TaskSignature(arguments, false, reports, true));
  }

  private TaskSignature.Argument argument(String name, Class<?> type, String typeName) {
    return new TaskSignature.Argument(name, type != Optional.class, typeName, at);
  }

  private static boolean isTrial(Class<?> type) {
    return type.getName().equals(TRIAL);
  }

  static URL url(Path entry) {
    try {
      return entry.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(e);
    }
  }
}
