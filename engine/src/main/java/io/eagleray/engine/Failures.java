package io.eagleray.engine;

import io.eagleray.problem.EnvironmentException;
import io.eagleray.run.Failure;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;

/** Errors of the engine itself as failures. */
final class Failures {
  private Failures() {}

  static Failure of(Throwable error) {
    String message = error.getMessage() == null ? error.toString() : error.getMessage();
    if (error instanceof EnvironmentException) {
      return Failure.of("environment", message);
    }
    StringWriter stack = new StringWriter();
    error.printStackTrace(new PrintWriter(stack));
    return new Failure("engine", message, Optional.empty(), stack.toString());
  }
}
