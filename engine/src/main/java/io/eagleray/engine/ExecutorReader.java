package io.eagleray.engine;

import io.eagleray.spi.MappingReader;
import io.eagleray.yaml.ConfigFile;
import io.eagleray.yaml.Patches;
import java.util.List;

/** Reads the section {@code pipeline-executor} of a config file. */
final class ExecutorReader {
  private static final String LOCAL = "local";
  private static final String MOCKED = "mocked";
  private static final String EMULATOR = "emulator";

  private ExecutorReader() {}

  /**
   * The executor that a file chooses; local where it says nothing.
   *
   * @param isShared whether other processes see the run log
   */
  static Executor read(ConfigFile file, boolean isShared) {
    return file.section("pipeline-executor", List.of(LOCAL, EMULATOR, MOCKED))
        .map(section -> read(section, isShared))
        .orElseGet(Executor.Local::new);
  }

  private static Executor read(ConfigFile.Section section, boolean isShared) {
    MappingReader config = section.config();
    // Runnable's, without meaning here: branches run at the same time, objects go to the catalog.
    config.bool("enable_parallel");
    config.bool("object_serialisation");
    return switch (section.type()) {
      case MOCKED -> mocked(config);
      case EMULATOR -> emulator(config, isShared);
      default -> new Executor.Local();
    };
  }

  private static Executor mocked(MappingReader config) {
    return new Executor.Mocked(config.mapping("patches").map(Patches::read).orElse(Patches.NONE));
  }

  private static Executor emulator(MappingReader config, boolean isShared) {
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
