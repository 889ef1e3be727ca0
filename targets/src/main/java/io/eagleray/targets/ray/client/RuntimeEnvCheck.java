package io.eagleray.targets.ray.client;

import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonBool;
import io.eagleray.json.JsonNull;
import io.eagleray.json.JsonNumber;
import io.eagleray.json.JsonObject;
import io.eagleray.json.JsonText;
import io.eagleray.problem.Location;
import io.eagleray.problem.Nearest;
import io.eagleray.problem.Problems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Checks a {@code runtime_env} as Ray 2.9 to 2.60 mean it. Ray itself takes unknown keys in
 * silence, and finds most other mistakes minutes later, on the cluster.
 */
public final class RuntimeEnvCheck {
  private static final Set<String> KNOWN =
      new TreeSet<>(
          Set.of(
              "working_dir",
              "py_modules",
              "py_executable",
              "java_jars",
              "excludes",
              "pip",
              "uv",
              "conda",
              "container",
              "image_uri",
              "env_vars",
              "config",
              "worker_process_setup_hook",
              "nsight",
              "_nsight",
              "rocprof_sys",
              "_rocprof_sys"));
  private static final List<String> INSTALLERS = List.of("pip", "uv", "conda");
  private static final Set<String> WITH_IMAGE =
      Set.of("container", "image_uri", "config", "env_vars");
  private static final Set<String> PIP =
      new TreeSet<>(Set.of("packages", "pip_check", "pip_version", "pip_install_options"));
  private static final Set<String> UV =
      new TreeSet<>(Set.of("packages", "uv_check", "uv_version", "uv_pip_install_options"));
  private static final Set<String> CONTAINER =
      new TreeSet<>(Set.of("image", "worker_path", "run_options"));
  private static final Set<String> CONFIG =
      new TreeSet<>(Set.of("setup_timeout_seconds", "eager_install", "log_files"));

  private final JsonObject env;
  private final Location at;
  private final Path folder;
  private final Problems problems;

  private RuntimeEnvCheck(JsonObject env, Location at, Path folder, Problems problems) {
    this.env = env;
    this.at = at;
    this.folder = folder;
    this.problems = problems;
  }

  /**
   * Tells all that is wrong.
   *
   * @param at where it stands
   * @param folder that relative paths are below
   */
  public static void check(JsonObject env, Location at, Path folder, Problems problems) {
    new RuntimeEnvCheck(env, at, folder, problems).check();
  }

  private void check() {
    unknown("runtime_env", env, KNOWN);
    conflicts();
    env.fields()
        .forEach((key, value) -> {
          if (value instanceof JsonNull) {
            return;
          }
          switch (key) {
            case "working_dir" -> workingDir(value);
            case "py_modules" -> modules(value);
            case "pip" -> installer("pip", value, PIP);
            case "uv" -> installer("uv", value, UV);
            case "conda" -> conda(value);
            case "container" -> container(value);
            case "env_vars" -> variables(value);
            case "config" -> config(value);
            case "excludes", "java_jars" -> texts(key, value);
            case "image_uri", "py_executable", "worker_process_setup_hook" -> text(key, value);
            default -> {}
          }
        });
  }

  private void wrong(String message) {
    problems.error(at, message);
  }

  private void unknown(String label, JsonObject mapping, Set<String> known) {
    for (String key : mapping.fields().keySet()) {
      if (!known.contains(key)) {
        wrong("unknown key \"" + key + "\" in " + label + Nearest.hintOrKnown(key, known));
      }
    }
  }

  private boolean has(String key) {
    return !(env.get(key).orElse(Json.NULL) instanceof JsonNull);
  }

  private void conflicts() {
    List<String> installers = INSTALLERS.stream().filter(this::has).toList();
    if (installers.size() > 1) {
      wrong(
          "runtime_env has "
              + String.join(" and ", installers)
              + "; Ray takes one of them"
              + (installers.contains("conda") ? ": pip packages may stand inside of conda" : ""));
    }
    for (String image : List.of("container", "image_uri")) {
      if (!has(image)) {
        continue;
      }
      // working_dir and py_modules are left to who packs them: Eagleray adds its own.
      List<String> others =
          env.fields().keySet().stream()
              .filter(this::has)
              .filter(KNOWN::contains)
              .filter(key -> !WITH_IMAGE.contains(key) || key.equals(other(image)))
              .sorted()
              .toList();
      if (!others.isEmpty()) {
        wrong(
            "runtime_env has "
                + image
                + " and "
                + String.join(", ", others)
                + "; beside "
                + image
                + " Ray takes config and env_vars alone: put the rest into the image");
      }
    }
  }

  private static String other(String image) {
    return image.equals("container") ? "image_uri" : "container";
  }

  private void mustBe(String key, String rule, Json value) {
    wrong(key + " of runtime_env must be " + rule + ", not " + shown(value));
  }

  private static String shown(Json value) {
    return switch (value) {
      case JsonNumber number -> number.text();
      case JsonBool bool -> bool.text();
      default -> "a " + value.kind();
    };
  }

  private boolean text(String key, Json value) {
    if (value instanceof JsonText(String word) && !word.isBlank()) {
      return true;
    }
    mustBe(key, "a text", value);
    return false;
  }

  private boolean texts(String key, Json value) {
    if (value instanceof JsonArray(List<Json> items)
        && items.stream().allMatch(JsonText.class::isInstance)) {
      return true;
    }
    mustBe(key, "a list of texts", value);
    return false;
  }

  private void workingDir(Json value) {
    if (text("working_dir", value)) {
      localFolder("working_dir", ((JsonText) value).value());
    }
  }

  private void modules(Json value) {
    if (texts("py_modules", value)) {
      ((JsonArray) value)
          .items()
          .forEach(item -> localFolder("py_modules", ((JsonText) item).value()));
    }
  }

  private void localFolder(String key, String path) {
    if (path.contains("://")) {
      return;
    }
    Path file = folder.resolve(path);
    boolean isPackage = path.matches(".*\\.(zip|jar|whl|py)");
    if (Files.isDirectory(file) || isPackage && Files.isRegularFile(file)) {
      return;
    }
    wrong(
        key
            + " of runtime_env: "
            + (Files.exists(file) ? "not a folder: " : "no such folder: ")
            + path
            + " (looked for it in "
            + folder
            + ")");
  }

  private void installer(String key, Json value, Set<String> known) {
    switch (value) {
      case JsonText file -> requirements(key, file.value());
      case JsonArray list -> texts(key, list);
      case JsonObject mapping -> {
        unknown(key + " of runtime_env", mapping, known);
        Json packages = mapping.get("packages").orElse(Json.NULL);
        if (packages instanceof JsonNull) {
          wrong(key + " of runtime_env has no packages: name them, as in packages: [\"numpy\"]");
        } else if (key.equals("uv") || !(packages instanceof JsonText)) {
          texts(key + ".packages", packages);
        }
        mapping
            .get(key + "_check")
            .filter(v -> !(v instanceof JsonBool))
            .ifPresent(v -> mustBe(key + "." + key + "_check", "true or false", v));
        mapping
            .get(key + "_version")
            .filter(v -> !(v instanceof JsonText))
            .ifPresent(v -> mustBe(key + "." + key + "_version", "a text such as \"==24.0\"", v));
        String options = key.equals("pip") ? "pip_install_options" : "uv_pip_install_options";
        mapping.get(options).ifPresent(v -> texts(key + "." + options, v));
      }
      default ->
          mustBe(key, "a list of packages, a mapping with packages, or a requirements file", value);
    }
  }

  private void requirements(String key, String path) {
    if (!Files.isRegularFile(folder.resolve(path))) {
      wrong(
          key
              + " of runtime_env names the requirements file "
              + path
              + ", which is not there; packages are a list, as in [\""
              + path
              + "\"]");
    }
  }

  private void conda(Json value) {
    switch (value) {
      case JsonText name -> {
        boolean isFile = name.value().matches(".*\\.ya?ml");
        if (isFile && !Files.isRegularFile(folder.resolve(name.value()))) {
          wrong("conda of runtime_env: no such file: " + name.value());
        }
      }
      case JsonObject mapping -> {}
      default -> mustBe("conda", "the name of an environment, a YAML file, or a mapping", value);
    }
  }

  private void container(Json value) {
    if (!(value instanceof JsonObject mapping)) {
      mustBe("container", "a mapping with image", value);
      return;
    }
    unknown("container of runtime_env", mapping, CONTAINER);
    mapping
        .get("image")
        .ifPresentOrElse(
            image -> text("container.image", image),
            () -> wrong("container of runtime_env has no image"));
    mapping.get("run_options").ifPresent(options -> texts("container.run_options", options));
  }

  private void variables(Json value) {
    if (!(value instanceof JsonObject mapping)) {
      mustBe("env_vars", "a mapping of texts", value);
      return;
    }
    mapping
        .fields()
        .forEach((name, text) -> {
          if (!(text instanceof JsonText)) {
            wrong(
                "env_vars."
                    + name
                    + " of runtime_env must be a text, not "
                    + shown(text)
                    + (text instanceof JsonNumber || text instanceof JsonBool
                        ? ": write \"" + text.text() + "\""
                        : ""));
          }
        });
  }

  private void config(Json value) {
    if (!(value instanceof JsonObject mapping)) {
      mustBe("config", "a mapping", value);
      return;
    }
    unknown("config of runtime_env", mapping, CONFIG);
    mapping
        .get("eager_install")
        .filter(v -> !(v instanceof JsonBool))
        .ifPresent(v -> mustBe("config.eager_install", "true or false", v));
    mapping.get("setup_timeout_seconds").ifPresent(this::timeout);
    mapping.get("log_files").ifPresent(files -> texts("config.log_files", files));
  }

  // Ray: -1 means no limit; 0 is refused.
  private void timeout(Json value) {
    boolean fits =
        value instanceof JsonNumber number
            && number.isInteger()
            && (number.asDouble() > 0 || number.asDouble() == -1);
    if (!fits) {
      mustBe("config.setup_timeout_seconds", "a whole number of seconds above 0, or -1", value);
    }
  }
}
