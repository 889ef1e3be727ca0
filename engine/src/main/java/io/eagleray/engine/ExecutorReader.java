package io.eagleray.engine;

import io.eagleray.engine.task.shell.CommandTemplate;
import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import io.eagleray.spi.Containers;
import io.eagleray.spi.MappingReader;
import io.eagleray.yaml.ConfigFile;
import io.eagleray.yaml.Patches;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the sections {@code pipeline-executor} and {@code job-executor} of a config file. */
final class ExecutorReader {
  private static final String LOCAL = "local";
  private static final String MOCKED = "mocked";
  private static final String EMULATOR = "emulator";
  private static final String IMAGE = "docker_image";

  private final ConfigFile file;
  private final boolean isShared;

  /**
   * @param isShared whether other processes see the run log
   */
  ExecutorReader(ConfigFile file, boolean isShared) {
    this.file = file;
    this.isShared = isShared;
  }

  /** The one of pipelines; local where the file says nothing. */
  Executor ofPipelines() {
    return read("pipeline-executor", List.of(LOCAL, Containers.NAME, EMULATOR, MOCKED));
  }

  /** The one of jobs; local where the file says nothing. */
  Executor ofJobs() {
    return read("job-executor", List.of(LOCAL, Containers.NAME, EMULATOR));
  }

  private Executor read(String name, List<String> types) {
    return file.section(name, types).map(this::read).orElseGet(Executor.Local::new);
  }

  private Executor read(ConfigFile.Section section) {
    MappingReader config = section.config();
    // Runnable's, without meaning here: branches run at the same time, objects go to the catalog.
    config.bool("enable_parallel");
    config.bool("object_serialisation");
    return switch (section.type()) {
      case MOCKED -> mocked(config);
      case EMULATOR -> emulator(config);
      case Containers.NAME -> containers(config);
      default -> new Executor.Local();
    };
  }

  private static Executor mocked(MappingReader config) {
    return new Executor.Mocked(config.mapping("patches").map(Patches::read).orElse(Patches.NONE));
  }

  private static Executor containers(MappingReader config) {
    Map<String, String> images = new LinkedHashMap<>();
    config
        .mapping("overrides")
        .ifPresent(overrides ->
            overrides
                .keys()
                .forEach(key ->
                    overrides.mapping(key).ifPresent(other -> images.put(key, image(other)))));
    return new Executor.InContainers(
        new Containers(
            image(config),
            images,
            config.json("environment").map(env -> variables(env, config)).orElse(Map.of()),
            config.bool("auto_remove_container").orElse(true),
            config.valueAt(IMAGE)));
  }

  private static String image(MappingReader config) {
    Optional<String> image = config.text(IMAGE);
    if (!config.has(IMAGE)) {
      config.problems().error(config.at(), Containers.NAME + " needs a \"" + IMAGE + "\"");
    } else if (image.isPresent() && image.get().isBlank()) {
      config.reject(IMAGE, "an image, such as python:3.12");
    }
    return image.orElse("");
  }

  private static Map<String, String> variables(Json environment, MappingReader config) {
    Map<String, String> variables = new LinkedHashMap<>();
    if (environment instanceof JsonObject mapping) {
      mapping
          .fields()
          .forEach((name, value) -> variables.put(name, CommandTemplate.written(value)));
    } else {
      config.reject("environment", "a mapping of names to values");
    }
    return variables;
  }

  private Executor emulator(MappingReader config) {
    if (!isShared) {
      config
          .problems()
          .error(
              config.at(),
              "the emulator's processes share the run log, so run-log-store must be one that"
                  + " outlasts a process: sqlite, segments, s3, postgresql");
    }
    return new Executor.Emulator();
  }
}
