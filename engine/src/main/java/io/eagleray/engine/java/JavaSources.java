package io.eagleray.engine.java;

import io.eagleray.file.Folders;
import io.eagleray.problem.EnvironmentException;
import io.eagleray.problem.Problems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Compiles the user's {@code .java} files, each with the sources beside it that it uses, and keeps
 * the classes: sources that are as they were are not compiled again. Several processes may use one
 * cache.
 */
final class JavaSources {
  private final SourceCache cache;
  private final UserPaths paths;

  /**
   * @param cache a folder of ours
   */
  JavaSources(Path cache, UserPaths paths) {
    this.cache = new SourceCache(cache);
    this.paths = paths;
  }

  /**
   * A compiled source.
   *
   * @param className the class that is named like the file, with its package
   * @param classes the folder of class files
   */
  record Compiled(String className, Path classes) {}

  /**
   * Compiles a file, unless that was done.
   *
   * @return empty where it does not compile; the problems say why
   * @throws EnvironmentException if there is no compiler, or the cache cannot be written
   */
  Optional<Compiled> compile(Path file, List<Path> classPath, Problems problems) {
    try {
      String name = file.getFileName() + "";
      // Read whatever its encoding: the compiler tells where that is none of a source.
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      String declared = SourceText.packageOf(text);
      String simple = name.substring(0, name.length() - ".java".length());
      String className = declared.isEmpty() ? simple : declared + "." + simple;
      String situation = situation(file, classPath);
      Optional<Path> known = cache.find(situation);
      Optional<Path> classes =
          known.isPresent() ? known : compile(file, declared, classPath, situation, problems);
      return classes.map(folder -> new Compiled(className, folder));
    } catch (IOException e) {
      throw new EnvironmentException(
          "cannot compile " + paths.display(file) + ": " + e.getMessage(), e);
    }
  }

  private Optional<Path> compile(
      Path file, String declared, List<Path> classPath, String situation, Problems problems)
      throws IOException {
    Path unfinished = cache.newFolder();
    FileTime begun = Files.getLastModifiedTime(unfinished);
    Compilation compilation = new Compilation(paths, problems);
    Optional<List<Path>> sources =
        compilation.run(file, sourceRoot(file, declared), classPath, unfinished);
    if (sources.isEmpty()) {
      Folders.delete(unfinished);
      return Optional.empty();
    }
    return Optional.of(cache.keep(situation, begun, sources.get(), unfinished));
  }

  /** All that decides what the classes are, but for the sources. */
  private static String situation(Path file, List<Path> classPath) throws IOException {
    List<String> parts = new ArrayList<>();
    parts.add(Runtime.version().toString());
    parts.add(file.toString());
    for (Path entry : classPath) {
      parts.add(entry.toString());
      parts.add(Hashes.stamp(entry));
    }
    return Hashes.of(parts);
  }

  /** Where other sources are looked for: the folder that the file's package is in. */
  private static Path sourceRoot(Path file, String declared) {
    Path folder = parent(file);
    Path inRoot = Path.of(declared.replace('.', '/'));
    if (declared.isEmpty() || !folder.endsWith(inRoot)) {
      return folder;
    }
    Path root = folder;
    for (int i = 0; i < inRoot.getNameCount(); i++) {
      root = parent(root);
    }
    return root;
  }

  private static Path parent(Path path) {
    Path parent = path.getParent();
    return parent == null ? path : parent;
  }
}
