package io.eagleray.engine.python;

import io.eagleray.problem.EnvironmentException;
import io.eagleray.problem.Location;
import io.eagleray.problem.Problems;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Virtual environments that steps ask for with a requirements file. Each is made once for an
 * interpreter and the content of the file, in {@code <key>/env-…}; the file {@code <key>/current}
 * names the one that is whole. Several processes may ask for one at once: one makes it.
 */
public final class PythonEnvironments {
  /** How long one of pip's runs may take. */
  private static final Duration LIMIT = Duration.ofMinutes(60);

  private static final String CURRENT = "current";
  private static final String LOG = "install.log";

  private final Path folder;
  private final Consumer<String> progress;

  /**
   * @param folder of ours, in the state folder
   * @param progress hears in a line of what takes long
   */
  public PythonEnvironments(Path folder, Consumer<String> progress) {
    this.folder = folder.toAbsolutePath().normalize();
    this.progress = progress;
  }

  /**
   * The interpreter of the environment with those requirements, which is made where it is missing.
   *
   * @param at where problems are told
   * @return empty where the requirements cannot be installed; the problems say why
   * @throws EnvironmentException if this Python makes no environments, or the folder cannot be
   *     written
   */
  public Optional<Path> interpreter(
      Interpreter base, Path requirements, Location at, Problems problems) {
    try {
      Requirements read = Requirements.read(requirements);
      Path home = folder.resolve(read.key(base));
      Optional<Path> known = current(home);
      return known.isPresent() ? known : make(home, base, read, at, problems);
    } catch (NoSuchFileException e) {
      problems.error(at, "there is no requirements file " + requirements);
      return Optional.empty();
    } catch (IOException e) {
      throw new EnvironmentException(
          "cannot make the Python environment of " + requirements + ": " + e.getMessage(), e);
    }
  }

  private static Optional<Path> current(Path home) throws IOException {
    try {
      Path python = python(home.resolve(Files.readString(home.resolve(CURRENT)).strip()));
      return Optional.of(python).filter(Files::isExecutable);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static Path python(Path environment) {
    return environment.resolve("bin").resolve("python");
  }

  private Optional<Path> make(
      Path home, Interpreter base, Requirements requirements, Location at, Problems problems)
      throws IOException {
    Files.createDirectories(home);
    // A lock of the operating system is the whole process's, so threads need one of their own.
    synchronized (PythonEnvironments.class) {
      try (FileChannel channel =
              FileChannel.open(
                  home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        Optional<Path> madeMeanwhile = current(home);
        if (madeMeanwhile.isPresent()) {
          return madeMeanwhile;
        }
        deleteUnfinished(home);
        return install(home, base, requirements, at, problems);
      }
    }
  }

  private Optional<Path> install(
      Path home, Interpreter base, Requirements requirements, Location at, Problems problems)
      throws IOException {
    progress.accept("installing " + requirements.file().getFileName() + " for the first time");
    Path environment = home.resolve("env-" + UUID.randomUUID());
    Installer installer = new Installer(home.resolve(LOG), LIMIT);
    if (!installer.run(home, base.executable().toString(), "-m", "venv", environment.toString())) {
      throw new EnvironmentException(
          base.executable()
              + " makes no virtual environments ("
              + installer.lastError()
              + "); install its venv module (Debian: python3-venv), log: "
              + home.resolve(LOG));
    }
    Path beside = Optional.ofNullable(requirements.file().getParent()).orElse(home);
    List<String> pip =
        List.of("-m", "pip", "install", "--no-input", "--disable-pip-version-check", "-r");
    String[] command =
        Stream.of(
                Stream.of(python(environment).toString()),
                pip.stream(),
                Stream.of(requirements.file().toString()))
            .flatMap(part -> part)
            .toArray(String[]::new);
    if (!installer.run(beside, command)) {
      problems.error(
          at,
          requirements.file().getFileName()
              + " cannot be installed: "
              + installer.lastError()
              + "; log: "
              + home.resolve(LOG));
      return Optional.empty();
    }
    finish(home, environment);
    return Optional.of(python(environment));
  }

  private static void finish(Path home, Path environment) throws IOException {
    Path unfinished = home.resolve(CURRENT + "." + UUID.randomUUID());
    Files.writeString(unfinished, environment.getFileName() + "\n");
    Files.move(
        unfinished,
        home.resolve(CURRENT),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** What a process left that was killed while it installed. */
  private static void deleteUnfinished(Path home) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(home)) {
      files =
          all.filter(
                  file -> !file.equals(home) && home.relativize(file).toString().startsWith("env-"))
              .sorted(Comparator.reverseOrder())
              .toList();
    }
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
  }
}
