package io.eagleray.dsl;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function in the program that made the pipeline: it runs in that program's process.
 *
 * @param parameters what it takes, in order
 */
public record CodeFunction(List<Parameter<?>> parameters, Body body) {
  public CodeFunction {
    parameters = List.copyOf(parameters);
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
}
