package io.eagleray.spi;

import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What must travel with a task to run it in a task worker on another machine, and how the {@code
 * run} message names it there.
 *
 * @param kind {@code python}, {@code java} or {@code shell}
 * @param command as the message has it
 * @param parameters the method's, as the message has them; an empty list for other kinds
 * @param classPath for Java: folders and jars, absolute, the user's classes first
 * @param path for Python: folders where modules are looked for, absolute, in this order
 * @param requirements for Python: the requirements file of the task's environment, absolute
 * @param version for Python: of the interpreter that the steps of this machine run with, {@code
 *     3.11.7}; objects are pickled and read by it here
 */
public record Shipment(
    String kind,
    String command,
    Json parameters,
    List<Path> classPath,
    List<Path> path,
    Optional<Path> requirements,
    Optional<String> version) {

  public Shipment {
    classPath = List.copyOf(classPath);
    path = List.copyOf(path);
  }

  /** A shell script: it needs nothing but its text. */
  public static Shipment shell(String script) {
    return new Shipment(
        "shell", script, JsonArray.of(), List.of(), List.of(), Optional.empty(), Optional.empty());
  }

  /** A Java method. */
  public static Shipment java(String command, Json parameters, List<Path> classPath) {
    return new Shipment(
        "java", command, parameters, classPath, List.of(), Optional.empty(), Optional.empty());
  }

  /** A Python function. */
  public static Shipment python(
      String command, List<Path> path, Optional<Path> requirements, String version) {
    return new Shipment(
        "python", command, JsonArray.of(), List.of(), path, requirements, Optional.of(version));
  }
}
