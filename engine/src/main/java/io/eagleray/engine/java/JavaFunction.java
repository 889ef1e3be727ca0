package io.eagleray.engine.java;

import io.eagleray.problem.Location;
import io.eagleray.spi.TaskSignature;
import java.nio.file.Path;
import java.util.List;

/**
 * A method that was found, and all that a worker must know to call it.
 *
 * @param command {@code com.acme.Housing::prepare}
 * @param parameters the method's own, in order
 * @param classPath folders and jars, absolute, the user's classes first
 */
public record JavaFunction(
    String command, List<Parameter> parameters, List<Path> classPath, TaskSignature signature) {

  public JavaFunction {
    parameters = List.copyOf(parameters);
    classPath = List.copyOf(classPath);
  }

  /** The same, named by another step's command. */
  JavaFunction at(Location place) {
    return new JavaFunction(command, parameters, classPath, signature.at(place));
  }

  /**
   * One of its parameters.
   *
   * @param type without type arguments, as Java names it
   */
  public record Parameter(String name, String type) {}
}
