package io.eagleray.cli.ray;

import io.eagleray.cli.console.Root;
import io.eagleray.file.Folders;
import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonObject;
import io.eagleray.json.JsonText;
import io.eagleray.problem.Location;
import io.eagleray.problem.Problems;
import io.eagleray.targets.ray.client.RayClient;
import io.eagleray.targets.ray.client.RuntimeEnvCheck;
import io.eagleray.targets.ray.client.pack.IgnoreRules;
import io.eagleray.targets.ray.client.pack.PackageBuilder;
import io.eagleray.yaml.MappingFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The surroundings of a job that the user wants: what is on this machine is sent along.
 *
 * @param env as written, and checked
 * @param folder that relative paths in it are below
 */
record RayRuntimeEnv(JsonObject env, Path folder) {
  private static final String WORKING_DIR = "working_dir";
  private static final String MODULES = "py_modules";

  /**
   * Reads and checks it.
   *
   * @param given a file or JSON; the empty text where there is none
   */
  static RayRuntimeEnv read(Root root, String given, Optional<Path> workingDir) {
    Path here = root.console().directory();
    Problems problems = new Problems();
    boolean isText = given.stripLeading().startsWith("{");
    Path file = here.resolve(isText ? "" : given);
    Optional<JsonObject> read =
        given.isEmpty()
            ? Optional.of(JsonObject.EMPTY)
            : isText
                ? MappingFile.parse(given, "command line", problems)
                : MappingFile.read(file, given, problems);
    problems.throwIfErrors();
    JsonObject env = read.orElse(JsonObject.EMPTY);
    Path folder = isText || given.isEmpty() || file.getParent() == null ? here : file.getParent();
    if (workingDir.isPresent()) {
      env = env.with(WORKING_DIR, Json.of(here.resolve(workingDir.get()).normalize().toString()));
    }
    Location at = Location.of(isText || given.isEmpty() ? "command line" : given);
    RuntimeEnvCheck.check(env, at, folder, problems);
    problems.throwIfErrors();
    return new RayRuntimeEnv(env, folder);
  }

  /** Sends what is on this machine, and says what the cluster is to use. */
  JsonObject upload(RayClient client) {
    Map<String, Json> sent = new LinkedHashMap<>(env.fields());
    sent.remove("excludes");
    env.text(WORKING_DIR)
        .filter(place -> !place.contains("://"))
        .ifPresent(place -> sent.put(WORKING_DIR, Json.of(upload(client, "", place))));
    if (env.get(MODULES).orElse(Json.NULL) instanceof JsonArray(List<Json> modules)) {
      sent.put(
          MODULES,
          modules.stream()
              .map(module -> ((JsonText) module).value())
              .map(place ->
                  place.contains("://")
                      ? place
                      : upload(client, String.valueOf(Path.of(place).getFileName()), place))
              .map(Json::of)
              .collect(JsonArray.collect()));
    }
    return new JsonObject(sent);
  }

  private String upload(RayClient client, String prefix, String place) {
    List<String> excludes =
        env.get("excludes").orElse(Json.NULL) instanceof JsonArray(List<Json> lines)
            ? lines.stream().map(line -> ((JsonText) line).value()).toList()
            : List.of();
    Path source = folder.resolve(place);
    PackageBuilder files = new PackageBuilder(place);
    if (Files.isDirectory(source)) {
      files.addFolder(prefix, source, IgnoreRules.USUAL.excluding(excludes));
    } else {
      throw new io.eagleray.problem.InvalidInputException(
          Location.of(place), "must be a folder, or a URI such as s3://…/code.zip");
    }
    Path draft = temporaryFolder();
    try {
      return client.provide(files, draft);
    } finally {
      forget(draft);
    }
  }

  private static void forget(Path draft) {
    try {
      Folders.delete(draft);
    } catch (IOException e) {
      // The system tidies up there; how the upload went counts.
    }
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("eagleray-package-");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a temporary folder", e);
    }
  }
}
