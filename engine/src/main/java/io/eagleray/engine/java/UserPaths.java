package io.eagleray.engine.java;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a pipeline's relative paths are looked for, and how files are named to the user.
 *
 * @param folder the pipeline's folder, looked into first
 * @param directory the working directory
 */
record UserPaths(Path folder, Path directory) {

  /**
   * The file or folder that is meant, as an absolute path; empty where there is none, or the name
   * is none of a file.
   */
  Optional<Path> find(String name) {
    try {
      Path beside = folder.resolve(name).toAbsolutePath().normalize();
      Path here = directory.resolve(name).toAbsolutePath().normalize();
      return Files.exists(beside) ? Optional.of(beside) : Optional.of(here).filter(Files::exists);
    } catch (InvalidPathException noName) {
      return Optional.empty();
    }
  }

  /** The path as a user would write it from the working directory. */
  String display(Path file) {
    Path from = directory.toAbsolutePath().normalize();
    return file.startsWith(from) ? from.relativize(file).toString() : file.toString();
  }
}
