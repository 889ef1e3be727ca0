package io.eagleray.worker.task;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A method of the user's, ready to be called.
 *
 * @param constructor makes the instance that the method is called on; empty for a static method
 * @param classes where the user's classes are
 * @param parameters names in order, one for each parameter
 */
record JavaMethod(
    Method method,
    Optional<Constructor<?>> constructor,
    ClassLoader classes,
    List<RunMessage.Parameter> parameters,
    List<Type> types) {

  JavaMethod(
      Method method,
      Optional<Constructor<?>> constructor,
      ClassLoader classes,
      List<RunMessage.Parameter> parameters) {
    this(method, constructor, classes, parameters, List.of(method.getGenericParameterTypes()));
  }

  /** Calls it, on a new instance where it is not static, and throws what it throws. */
  @Nullable Object call(@Nullable Object[] arguments) throws Throwable {
    try {
      Object instance = constructor.isPresent() ? constructor.get().newInstance() : null;
      return method.invoke(instance, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    } catch (InstantiationException e) {
      throw new CommandException(
          constructor.orElseThrow().getDeclaringClass().getTypeName()
              + " is abstract, and "
              + method.getName()
              + " is not static");
    }
  }
}
