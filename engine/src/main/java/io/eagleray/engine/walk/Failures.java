package io.eagleray.engine.walk;

import io.eagleray.problem.EnvironmentException;
import io.eagleray.run.Failure;
import io.eagleray.spi.CatalogException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;

/** Errors of the engine itself as failures. */
public final class Failures {
  private Failures() {}

  /** The error as the failure of what was done. */
  public static Failure of(Throwable error) {
    String message = error.getMessage() == null ? error.toString() : error.getMessage();
    if (error instanceof EnvironmentException) {
      return Failure.of("environment", message);
    }
    if (error instanceof CatalogException) {
      return Failure.of("catalog", message);
    }
    StringWriter stack = new StringWriter();
    error.printStackTrace(new PrintWriter(stack));
    return new Failure("engine", message, Optional.empty(), stack.toString());
  }
}
