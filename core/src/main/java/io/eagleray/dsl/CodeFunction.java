package io.eagleray.dsl;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function in the program that made the pipeline: it runs in that program's process.
 *
 * @param parameters what it takes, in order
 * @param code the class of what the program wrote: where the classes of objects are looked for
 * @param pipeline the name of the pipeline that has it; nothing as long as none has
 */
public record CodeFunction(
    List<Parameter<?>> parameters, Body body, Class<?> code, String pipeline) {
  public CodeFunction {
    parameters = List.copyOf(parameters);
  }

  /** One whose body is what the program wrote. */
  public CodeFunction(List<Parameter<?>> parameters, Body body) {
    this(parameters, body, body.getClass(), "");
  }

  /** The same as a function of a pipeline. */
  CodeFunction in(String name) {
    return new CodeFunction(parameters, body, code, name);
  }

  /** What it does. */
  @FunctionalInterface
  public interface Body {
    /**
     * Calls it.
     *
     * @param arguments one for each parameter, of its type
     */
    @Nullable Object call(List<@Nullable Object> arguments) throws Exception;
  }

  /** A function of nothing. */
  @FunctionalInterface
  public interface Of0 {
    @Nullable Object call() throws Exception;
  }

  /** A function of one parameter. */
  @FunctionalInterface
  public interface Of1<A> {
    @Nullable Object call(A first) throws Exception;
  }

  /** A function of two parameters. */
  @FunctionalInterface
  public interface Of2<A, B> {
    @Nullable Object call(A first, B second) throws Exception;
  }

  /** A function of three parameters. */
  @FunctionalInterface
  public interface Of3<A, B, C> {
    @Nullable Object call(A first, B second, C third) throws Exception;
  }

  /** A function of four parameters. */
  @FunctionalInterface
  public interface Of4<A, B, C, D> {
    @Nullable Object call(A first, B second, C third, D fourth) throws Exception;
  }

  /** A function of nothing that returns nothing. */
  @FunctionalInterface
  public interface Do0 {
    void run() throws Exception;
  }

  /** A function of one parameter that returns nothing. */
  @FunctionalInterface
  public interface Do1<A> {
    void run(A first) throws Exception;
  }

  /** A function of two parameters that returns nothing. */
  @FunctionalInterface
  public interface Do2<A, B> {
    void run(A first, B second) throws Exception;
  }

  /** A function of three parameters that returns nothing. */
  @FunctionalInterface
  public interface Do3<A, B, C> {
    void run(A first, B second, C third) throws Exception;
  }

  /** A function of four parameters that returns nothing. */
  @FunctionalInterface
  public interface Do4<A, B, C, D> {
    void run(A first, B second, C third, D fourth) throws Exception;
  }
}
