package io.eagleray.engine.container;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The program that runs containers: Docker's or Podman's command. Thread-safe. */
public final class ContainerProgram {
  /** Where there is none of them. */
  public static final String MISSING =
      "containers need docker or podman, and neither is on the PATH; install one of them";

  private static final List<String> NAMES = List.of("docker", "podman");

  private final Path file;
  private Optional<List<String>> user = Optional.empty();

  private ContainerProgram(Path file) {
    this.file = file;
  }

  /**
   * Finds Docker, or else Podman.
   *
   * @param environment whose {@code PATH} is searched
   */
  public static Optional<ContainerProgram> find(Map<String, String> environment) {
    List<Path> folders =
        Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
            .filter(folder -> !folder.isEmpty())
            .map(Path::of)
            .toList();
    return NAMES.stream()
        .flatMap(name -> folders.stream().map(folder -> folder.resolve(name)))
        .filter(Files::isExecutable)
        .findFirst()
        .map(ContainerProgram::new);
  }

  Path file() {
    return file;
  }

  ContainerCommand command() {
    return new ContainerCommand(file);
  }

  /** The words by which what a container makes belongs to the user of this program. */
  synchronized List<String> user() {
    List<String> words =
        user.orElseGet(() ->
            ContainerUser.ofThisProcess().map(known -> known.words(command())).orElse(List.of()));
    user = Optional.of(words);
    return words;
  }
}
