package io.eagleray.targets.ray;

import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonObject;
import io.eagleray.json.JsonText;
import io.eagleray.problem.EnvironmentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The runtime environment of a job: what the user wrote, with the packages in the place of folders.
 *
 * <p>Ray takes a container only alone, without packages, so it is left out; the check has told so.
 *
 * @param json as Ray takes it
 */
record RuntimeEnvironment(JsonObject json) {
  /** What Ray takes only alone. */
  static final Set<String> CONTAINERS = Set.of("container", "image_uri");

  private static final Set<String> PACKAGED = Set.of("working_dir", "py_modules", "excludes");

  /**
   * Composes it.
   *
   * @param user as written in the config
   * @param workingDir the URI of the user's files
   * @param modules URIs of Python packages, the first is looked into first
   * @param requirements a requirements file that the step names
   */
  static RuntimeEnvironment of(
      JsonObject user, String workingDir, List<String> modules, Optional<Path> requirements) {
    Map<String, Json> job = new LinkedHashMap<>();
    user.fields()
        .forEach((name, value) -> {
          if (!CONTAINERS.contains(name) && !PACKAGED.contains(name)) {
            job.put(name, value);
          }
        });
    job.put("working_dir", Json.of(workingDir));
    job.put("py_modules", modules.stream().map(Json::of).collect(JsonArray.collect()));
    if (requirements.isPresent() && !job.containsKey("pip") && !job.containsKey("uv")) {
      job.put("pip", lines(requirements.get()));
    }
    return new RuntimeEnvironment(new JsonObject(job));
  }

  /** The same, with one more Python package. */
  RuntimeEnvironment withModule(String uri) {
    List<Json> modules = new ArrayList<>();
    if (json.fields().get("py_modules") instanceof JsonArray before) {
      modules.addAll(before.items());
    }
    modules.add(Json.of(uri));
    return new RuntimeEnvironment(json.with("py_modules", new JsonArray(modules)));
  }

  private static Json lines(Path requirements) {
    try {
      List<Json> lines = new ArrayList<>();
      for (String line : Files.readAllLines(requirements)) {
        String asked = line.replaceFirst("(^|\\s)#.*", "").strip();
        if (!asked.isEmpty()) {
          lines.add(Json.of(asked));
        }
      }
      return new JsonArray(lines);
    } catch (IOException e) {
      throw new EnvironmentException("cannot read " + requirements + ": " + e.getMessage(), e);
    }
  }

  /** The user's own Python packages that are named by a URI, and so need not be packed. */
  static List<String> remoteModules(JsonObject user) {
    return modules(user).filter(RuntimeEnvironment::isUri).toList();
  }

  /** The user's own Python packages that are folders or files here. */
  static List<String> localModules(JsonObject user) {
    return modules(user).filter(module -> !isUri(module)).toList();
  }

  private static Stream<String> modules(JsonObject user) {
    return user.fields().get("py_modules") instanceof JsonArray modules
        ? modules.items().stream()
            .filter(JsonText.class::isInstance)
            .map(module -> ((JsonText) module).value())
        : Stream.empty();
  }

  static boolean isUri(String text) {
    return text.contains("://");
  }
}
