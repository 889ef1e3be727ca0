package io.eagleray.model;

import java.util.List;

/**
 * What Java steps need to compile and run.
 *
 * @param classPath folders and jars; relative ones are looked for beside the pipeline, then in the
 *     working directory
 * @param dependencies Maven coordinates, {@code group:artifact:version}
 */
public record JavaSettings(List<String> classPath, List<String> dependencies) {
  public static final JavaSettings NONE = new JavaSettings(List.of(), List.of());

  public JavaSettings {
    classPath = List.copyOf(classPath);
    dependencies = List.copyOf(dependencies);
  }

  /** Both settings together; {@code inner}'s entries come first. */
  public JavaSettings and(JavaSettings inner) {
    return new JavaSettings(
        join(inner.classPath, classPath), join(inner.dependencies, dependencies));
  }

  private static List<String> join(List<String> first, List<String> second) {
    return java.util.stream.Stream.concat(first.stream(), second.stream()).distinct().toList();
  }
}
