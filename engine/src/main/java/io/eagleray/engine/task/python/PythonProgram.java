package io.eagleray.engine.task.python;

import io.eagleray.engine.java.JavaFunctions;
import io.eagleray.hash.Sha256;
import io.eagleray.problem.EnvironmentException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The Python worker's files. The launcher and the Python package bring them, and Python keeps them
 * compiled there; else they are resources of this jar, and are laid once into a cache, in a folder
 * that is named by their content.
 */
public final class PythonProgram {
  /** Set by who starts this process: the folder that holds the package {@code eagleray}. */
  static final String BROUGHT_PROPERTY = "eagleray.python.worker";

  private static final String ROOT = "python";
  private static final String MAIN = "eagleray/worker/__main__.py";

  private PythonProgram() {}

  /** The file that starts a worker, where it was brought. */
  static Optional<Path> brought() {
    return Optional.ofNullable(System.getProperty(BROUGHT_PROPERTY))
        .map(folder -> Path.of(folder, MAIN))
        .filter(Files::isReadable);
  }

  /**
   * The file that starts a worker, laid into a folder.
   *
   * @param cache a folder of ours
   * @throws EnvironmentException if the cache cannot be written
   */
  static Path extract(Path cache) {
    try {
      Map<String, byte[]> files = files();
      Path folder = cache.resolve("python-" + hash(files));
      if (!Files.isDirectory(folder)) {
        lay(files, cache, folder);
      }
      return folder.resolve(MAIN);
    } catch (IOException e) {
      throw new EnvironmentException("cannot write to " + cache + ": " + e.getMessage(), e);
    }
  }

  /** The files by their path below {@code python/}, in the order of the paths. */
  public static Map<String, byte[]> files() throws IOException {
    Path classes = JavaFunctions.codeOf(PythonProgram.class);
    if (Files.isDirectory(classes)) {
      return files(classes.resolve(ROOT));
    }
    try (FileSystem jar = FileSystems.newFileSystem(classes)) {
      return files(jar.getPath(ROOT));
    }
  }

  private static Map<String, byte[]> files(Path root) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path file : all.filter(path -> path.toString().endsWith(".py")).toList()) {
        files.put(root.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return files;
  }

  private static String hash(Map<String, byte[]> files) {
    MessageDigest digest = Sha256.digest();
    files.forEach((name, content) -> {
      digest.update(name.getBytes(StandardCharsets.UTF_8));
      digest.update(content);
    });
    return HexFormat.of().formatHex(digest.digest(), 0, 6);
  }

  /** Lays the files beside the folder first, so that it is whole from the moment it is there. */
  private static void lay(Map<String, byte[]> files, Path cache, Path folder) throws IOException {
    Files.createDirectories(cache);
    Path unfinished = Files.createTempDirectory(cache, "python-");
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path target = unfinished.resolve(file.getKey());
      Files.createDirectories(target.getParent());
      Files.write(target, file.getValue());
    }
    try {
      Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException e) {
      return; // Another process was quicker; its folder is the same.
    } catch (FileSystemException e) {
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
  }
}
