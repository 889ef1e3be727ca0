package io.eagleray.engine.container;

import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonException;
import io.eagleray.json.JsonObject;
import io.eagleray.json.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
  private static final List<String> KEPT = List.of("--userns", "keep-id");

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

  boolean isRoot() {
    return id == 0;
  }

  /**
   * The words of the command line that say it; empty where the program's answer says too little.
   *
   * @param info what Docker or Podman says of itself, as JSON
   */
  Optional<List<String>> words(String info) {
    JsonObject said = object(info);
    if (said.get("host").orElse(Json.NULL) instanceof JsonObject host) {
      return Optional.of(host.object("security").isTrue("rootless") ? KEPT : number());
    }
    return said.get("SecurityOptions").orElse(Json.NULL) instanceof JsonArray options
        ? Optional.of(isRootless(options) ? List.of() : number())
        : Optional.empty();
  }

  /** The words for a program that has not answered. */
  List<String> likelyWords(boolean podman) {
    return podman ? KEPT : number();
  }

  private List<String> number() {
    return List.of("--user", id + ":" + group);
  }

  private static JsonObject object(String text) {
    try {
      return Json.parse(text) instanceof JsonObject object ? object : JsonObject.EMPTY;
    } catch (JsonException unknown) {
      return JsonObject.EMPTY;
    }
  }

  private static boolean isRootless(JsonArray options) {
    return options.items().stream()
        .anyMatch(
            option -> option instanceof JsonText text && text.value().startsWith("name=rootless"));
  }
}
