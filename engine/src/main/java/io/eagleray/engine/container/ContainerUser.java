package io.eagleray.engine.container;

import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonException;
import io.eagleray.json.JsonObject;
import io.eagleray.json.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The user who runs this program: files that a container makes shall be this user's, not root's.
 *
 * <p>How a container is told so depends on who root is inside. Where the program runs without
 * root's rights, root inside is this user already with Docker, and becomes this user with Podman on
 * request; otherwise the container runs as the same number.
 *
 * @param id the user's number; 0 is root
 * @param group the number of the user's group
 */
record ContainerUser(int id, int group) {
  private static final Path PROCESS = Path.of("/proc/self");
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /**
   * The user of this process; empty on systems without {@code /proc}, where containers live in a
   * machine of their own that sees to it.
   */
  static Optional<ContainerUser> ofThisProcess() {
    try {
      return Files.getAttribute(PROCESS, "unix:uid") instanceof Integer id
              && Files.getAttribute(PROCESS, "unix:gid") instanceof Integer group
          ? Optional.of(new ContainerUser(id, group))
          : Optional.empty();
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException unknown) {
      return Optional.empty();
    }
  }

  /** The words of the command line that say it; the program is asked how it runs. */
  List<String> words(ContainerCommand command) {
    if (id == 0) {
      return List.of();
    }
    return switch (command.run(LIMIT, List.of("info", "--format", "{{json .}}"))) {
      case ContainerCommand.Success(String output) -> words(output);
      case ContainerCommand.Failure failure -> words("{}"); // The run itself will say why.
    };
  }

  /**
   * The same.
   *
   * @param info what Docker or Podman says of itself, as JSON
   */
  List<String> words(String info) {
    JsonObject said = object(info);
    if (said.object("host").object("security").isTrue("rootless")) {
      return List.of("--userns", "keep-id");
    }
    return isRootlessDocker(said) ? List.of() : List.of("--user", id + ":" + group);
  }

  private static JsonObject object(String text) {
    try {
      return Json.parse(text) instanceof JsonObject object ? object : JsonObject.EMPTY;
    } catch (JsonException unknown) {
      return JsonObject.EMPTY;
    }
  }

  private static boolean isRootlessDocker(JsonObject info) {
    return info.get("SecurityOptions").orElse(Json.NULL) instanceof JsonArray options
        && options.items().stream()
            .anyMatch(option ->
                option instanceof JsonText text && text.value().startsWith("name=rootless"));
  }
}
