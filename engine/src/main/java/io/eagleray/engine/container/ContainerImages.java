package io.eagleray.engine.container;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  private Optional<String> failure(Duration limit, String... arguments) {
    return switch (program.command().run(limit, List.of(arguments))) {
      case ContainerCommand.Success done -> Optional.empty();
      case ContainerCommand.Failure(String why) -> Optional.of(why);
    };
  }
}
