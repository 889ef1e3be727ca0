package io.eagleray.launch;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Where the program's classes are, so that workers find what it names by class and method. */
final class OwnClassPath {
  private OwnClassPath() {}

  /**
   * The folders and jars of this JVM's class path, absolute, without the worker's, which it has.
   * The others of Eagleray stay: a method that makes a pipeline may stand beside one that is a
   * task.
   */
  static String[] entries() {
    return Arrays.stream(System.getProperty("java.class.path", "").split(File.pathSeparator, -1))
        .filter(entry -> !entry.isBlank())
        .map(entry -> Path.of(entry).toAbsolutePath().normalize())
        .filter(Files::exists)
        .filter(path -> !String.valueOf(path.getFileName()).startsWith("eagleray-worker"))
        .map(Path::toString)
        .distinct()
        .toArray(String[]::new);
  }
}
