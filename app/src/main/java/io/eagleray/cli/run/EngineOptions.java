package io.eagleray.cli.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What every command takes that may start tasks. */
public final class EngineOptions {
  @Option(
      names = "--python",
      paramLabel = "PYTHON",
      description =
          "the interpreter of Python steps (default: the active environment's, else python3)")
  private Optional<Path> python = Optional.empty();

  @Option(names = "--ignore-gpus", description = "does without GPUs that a step asks for")
  private boolean ignoreGpus;

  @Option(
      names = "--secrets",
      paramLabel = "FILE",
      description = "a file of NAME=value lines (default: .env in the working directory)")
  private Optional<Path> secrets = Optional.empty();

  @Option(
      names = "--sync",
      paramLabel = "normal|full",
      description =
          "full: log, objects and files survive power loss too, for disk writes at every event")
  private Sync sync = Sync.normal;

  /** The words of {@code --sync}. */
  enum Sync {
    normal,
    full
  }

  /** The same options for another command, as words of a command line. */
  List<String> arguments() {
    List<String> words = new ArrayList<>();
    python.ifPresent(given -> words.addAll(List.of("--python", given.toString())));
    secrets.ifPresent(given -> words.addAll(List.of("--secrets", given.toString())));
    if (ignoreGpus) {
      words.add("--ignore-gpus");
    }
    words.addAll(List.of("--sync", sync.name()));
    return words;
  }

  boolean survivesPowerLoss() {
    return sync == Sync.full;
  }

  Optional<Path> python() {
    return python;
  }

  boolean ignoreGpus() {
    return ignoreGpus;
  }

  Optional<Path> secrets() {
    return secrets;
  }
}
