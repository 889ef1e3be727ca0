package io.eagleray.engine.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Sees to it that images are on this machine. Thread-safe. */
public final class ContainerImages {
  private static final Duration LOOK_LIMIT = Duration.ofMinutes(1);
  private static final Duration PULL_LIMIT = Duration.ofMinutes(30);

  private final ContainerProgram program;
  private final Consumer<String> progress;
  private final Map<String, Optional<String>> known = new HashMap<>();

  /**
   * @param progress hears of a download
   */
  public ContainerImages(ContainerProgram program, Consumer<String> progress) {
    this.program = program;
    this.progress = progress;
  }

  /** What is wrong with an image; one that is not here is fetched first. */
  public synchronized Optional<String> problem(String image) {
    return known.computeIfAbsent(image, this::look);
  }

  private Optional<String> look(String image) {
    if (failure(LOOK_LIMIT, "image", "inspect", image).isEmpty()) {
      return Optional.empty();
    }
    progress.accept("fetching image " + image);
    return failure(PULL_LIMIT, "pull", image)
        .map(why -> "image \"" + image + "\" is not here, and cannot be fetched: " + why);
  }

  /** The last line that the program says as it fails; empty where it does not. */
  private Optional<String> failure(Duration limit, String... arguments) {
    List<String> line = new ArrayList<>(List.of(program.file().toString()));
    line.addAll(Arrays.asList(arguments));
    try {
      Path errors = Files.createTempFile("eagleray-image-", ".err");
      try {
        Process process =
            new ProcessBuilder(line)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(errors.toFile())
                .start();
        return failure(process, limit, errors);
      } finally {
        Files.deleteIfExists(errors);
      }
    } catch (IOException e) {
      return Optional.of(program.file() + " cannot be started: " + e.getMessage());
    }
  }

  private static Optional<String> failure(Process process, Duration limit, Path errors)
      throws IOException {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
        return Optional.of("that takes longer than " + limit.toMinutes() + " min");
      }
      return process.exitValue() == 0
          ? Optional.empty()
          : Optional.of(
              Files.readString(errors)
                  .lines()
                  .filter(line -> !line.isBlank())
                  .reduce("exit code " + process.exitValue(), (before, last) -> last.strip()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    } finally {
      process.destroy();
    }
  }
}
