package io.eagleray.engine.python;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The Python behind a script of pyenv. Such a script runs some forty processes to find it, which
 * takes longer than starting it; where exactly one version is chosen, as nearly always, the choice
 * can be read instead: from {@code PYENV_VERSION}, from the nearest {@code .python-version} above
 * the working directory, or from pyenv's own {@code version}. Whatever else there is (several
 * versions, a prefix of one, plugins that choose) is left to the script.
 */
final class PyenvShim {
  private static final long LONGEST_SCRIPT = 4096;
  private static final Pattern VERSION = Pattern.compile("\\w[\\w.+-]*");

  private final Path root;
  private final Path script;
  private final Map<String, String> environment;

  private PyenvShim(Path root, Path script, Map<String, String> environment) {
    this.root = root;
    this.script = script;
    this.environment = environment;
  }

  /**
   * What a program leads to.
   *
   * @param directory the working directory
   * @return the program itself where it is no such script, or only that knows
   */
  static Path behind(Path program, Map<String, String> environment, Path directory) {
    try {
      return of(program, environment).flatMap(shim -> shim.target(directory)).orElse(program);
    } catch (IOException unreadable) {
      return program;
    }
  }

  private static Optional<PyenvShim> of(Path program, Map<String, String> environment)
      throws IOException {
    Path folder = program.toAbsolutePath().getParent();
    if (folder == null || !folder.endsWith("shims") || Files.size(program) > LONGEST_SCRIPT) {
      return Optional.empty();
    }
    Path root = folder.resolveSibling("");
    boolean isScript = Files.readString(program).contains("export PYENV_ROOT=\"" + root + "\"");
    boolean isUsual = Stream.of("PYENV_HOOK_PATH", "PYENV_DIR").noneMatch(environment::containsKey);
    return isScript && isUsual && !isChosenByPlugins(root)
        ? Optional.of(new PyenvShim(root, program, environment))
        : Optional.empty();
  }

  private static boolean isChosenByPlugins(Path root) throws IOException {
    Path plugins = root.resolve("plugins");
    if (!Files.isDirectory(plugins)) {
      return false;
    }
    try (DirectoryStream<Path> each = Files.newDirectoryStream(plugins)) {
      for (Path plugin : each) {
        if (Files.isDirectory(plugin.resolve("etc/pyenv.d/version-name"))) {
          return true;
        }
      }
    }
    return false;
  }

  private Optional<Path> target(Path directory) {
    return version(directory)
        .map(version -> root.resolve("versions").resolve(version))
        .map(version -> version.resolve("bin").resolve(script.getFileName()))
        .filter(file -> Files.isExecutable(file) && !Files.isDirectory(file));
  }

  private Optional<String> version(Path directory) {
    String asked = environment.getOrDefault("PYENV_VERSION", "");
    List<String> chosen = asked.isEmpty() ? words(file(directory)) : List.of(asked);
    return chosen.size() == 1 && VERSION.matcher(chosen.get(0)).matches()
        ? Optional.of(chosen.get(0))
        : Optional.empty();
  }

  private Path file(Path directory) {
    for (Path folder = directory; folder != null; folder = folder.getParent()) {
      Path file = folder.resolve(".python-version");
      if (Files.isRegularFile(file)) {
        return file;
      }
    }
    return root.resolve("version");
  }

  /** All words but those of comments. */
  private static List<String> words(Path file) {
    try {
      return Files.readAllLines(file, StandardCharsets.ISO_8859_1).stream()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .flatMap(line -> Stream.of(line.split("\\s+")))
          .toList();
    } catch (IOException unreadable) {
      return List.of();
    }
  }
}
