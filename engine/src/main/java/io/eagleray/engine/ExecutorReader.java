package io.eagleray.engine;

import io.eagleray.spi.MappingReader;
import io.eagleray.yaml.ConfigFile;
import io.eagleray.yaml.Patches;
import java.util.List;

/** Reads the sections {@code pipeline-executor} and {@code job-executor} of a config file. */
final class ExecutorReader {
  private static final String LOCAL = "local";
  private static final String MOCKED = "mocked";
  private static final String EMULATOR = "emulator";

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
    return read("pipeline-executor", List.of(LOCAL, EMULATOR, MOCKED));
  }

  /** The one of jobs; local where the file says nothing. */
  Executor ofJobs() {
    return read("job-executor", List.of(LOCAL, EMULATOR));
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
      default -> new Executor.Local();
    };
  }

  private static Executor mocked(MappingReader config) {
    return new Executor.Mocked(config.mapping("patches").map(Patches::read).orElse(Patches.NONE));
  }

  private Executor emulator(MappingReader config) {
    if (!isShared) {
      config
          .problems()
          .error(
              config.at(),
              "the emulator's processes share the run log, so run-log-store must be one that"
                  + " outlasts a process: sqlite, segments, postgresql");
    }
    return new Executor.Emulator();
  }
}
