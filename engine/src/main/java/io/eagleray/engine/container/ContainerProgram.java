package io.eagleray.engine.container;

import io.eagleray.engine.process.ProgramPath;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The program that runs containers: Docker's or Podman's command. Thread-safe. */
public final class ContainerProgram {
  /** Where there is none of them. */
  public static final String MISSING =
      "containers need docker or podman, and neither is on the PATH; install one of them";

  private static final List<String> NAMES = List.of("docker", "podman");

  private static final Duration INFO_LIMIT = Duration.ofSeconds(30);

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
    return NAMES.stream()
        .flatMap(name -> ProgramPath.named(name, environment))
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
  List<String> user() {
    return ContainerUser.ofThisProcess()
        .filter(someone -> !someone.isRoot())
        .map(this::words)
        .orElse(List.of());
  }

  /** The program is asked until it has answered once. */
  private synchronized List<String> words(ContainerUser someone) {
    if (user.isEmpty()
        && command().run(INFO_LIMIT, List.of("info", "--format", "{{json .}}"))
            instanceof ContainerCommand.Success(String info)) {
      user = someone.words(info);
    }
    return user.orElseGet(() -> someone.likelyWords(file.endsWith("podman")));
  }
}
