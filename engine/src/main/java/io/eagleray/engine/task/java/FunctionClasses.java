package io.eagleray.engine.task.java;

import io.eagleray.dsl.CodeFunction;
import io.eagleray.dsl.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The classes of objects that a function is given: found where its own code is, then where the
 * types of its parameters are, then where the program looks for classes. A program in one source
 * file has a class loader of its own, which nothing of Eagleray is in.
 */
final class FunctionClasses extends ClassLoader {
  private final List<ClassLoader> others;

  private FunctionClasses(ClassLoader first, List<ClassLoader> others) {
    super(first);
    this.others = others;
  }

  static ClassLoader of(CodeFunction function) {
    Set<ClassLoader> loaders = new LinkedHashSet<>();
    Stream.concat(
            Stream.of(function.code()),
            function.parameters().stream().map(Parameter::type).flatMap(FunctionClasses::inside))
        .forEach(type -> add(type.getClassLoader(), loaders));
    add(Thread.currentThread().getContextClassLoader(), loaders);
    add(FunctionClasses.class.getClassLoader(), loaders);
    List<ClassLoader> all = List.copyOf(loaders);
    return new FunctionClasses(all.getFirst(), all.subList(1, all.size()));
  }

  /** Java's own classes have none; every loader finds them. */
  private static void add(@Nullable ClassLoader loader, Set<ClassLoader> loaders) {
    if (loader != null) {
      loaders.add(loader);
    }
  }

  private static Stream<Class<?>> inside(Type type) {
    return switch (type) {
      case Class<?> plain -> Stream.of(plain);
      case ParameterizedType named ->
          Stream.concat(
              inside(named.getRawType()),
              Arrays.stream(named.getActualTypeArguments()).flatMap(FunctionClasses::inside));
      default -> Stream.empty();
    };
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    for (ClassLoader other : others) {
      try {
        return other.loadClass(name);
      } catch (ClassNotFoundException e) {
        // The next one may have it.
      }
    }
    throw new ClassNotFoundException(name);
  }
}
