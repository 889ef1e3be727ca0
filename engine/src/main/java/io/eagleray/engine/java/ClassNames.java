package io.eagleray.engine.java;

import io.eagleray.problem.Nearest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The classes on a class path, for a misspelt one's nearest known name. */
final class ClassNames {
  private static final String ENDING = ".class";

  private ClassNames() {}

  /** {@code ; did you mean "com.acme.Housing"?}, or the empty text. */
  static String hint(String className, List<Path> classPath) {
    TreeSet<String> known = new TreeSet<>();
    for (Path entry : classPath) {
      try {
        addAll(entry, known);
      } catch (IOException unreadable) {
        continue;
      }
    }
    String simple = simple(className);
    return known.stream()
        .filter(name -> simple(name).equals(simple) && !name.equals(className))
        .findFirst()
        .map(name -> "; did you mean \"" + name + "\"?")
        .orElseGet(() -> Nearest.hint(className, known));
  }

  private static void addAll(Path entry, TreeSet<String> known) throws IOException {
    if (Files.isDirectory(entry)) {
      try (Stream<Path> files = Files.walk(entry)) {
        files.forEach(file -> add(entry.relativize(file).toString(), known));
      }
    } else {
      try (JarFile jar = new JarFile(entry.toFile())) {
        jar.stream().forEach(file -> add(file.getName(), known));
      }
    }
  }

  private static void add(String file, TreeSet<String> known) {
    if (file.endsWith(ENDING) && !file.contains("$") && !file.startsWith("META-INF")) {
      known.add(file.substring(0, file.length() - ENDING.length()).replace('/', '.'));
    }
  }

  private static String simple(String className) {
    return className.substring(className.lastIndexOf('.') + 1);
  }
}
