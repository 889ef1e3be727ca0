package io.eagleray.engine;

import io.eagleray.spi.MappingReader;
import io.eagleray.yaml.ConfigFile;
import io.eagleray.yaml.Patches;
import java.util.List;

/** Reads the section {@code pipeline-executor} of a config file. */
final class ExecutorReader {
  private static final String LOCAL = "local";
  private static final String MOCKED = "mocked";

  private ExecutorReader() {}

  /** The executor that a file chooses; local where it says nothing. */
  static Executor read(ConfigFile file) {
    return file.section("pipeline-executor", List.of(LOCAL, MOCKED))
        .map(ExecutorReader::read)
        .orElseGet(Executor.Local::new);
  }

  private static Executor read(ConfigFile.Section section) {
    MappingReader config = section.config();
    // Runnable's, without meaning here: branches run at the same time, objects go to the catalog.
    config.bool("enable_parallel");
    config.bool("object_serialisation");
    return section.type().equals(MOCKED) ? mocked(config) : new Executor.Local();
  }

  private static Executor mocked(MappingReader config) {
    return new Executor.Mocked(config.mapping("patches").map(Patches::read).orElse(Patches.NONE));
  }
}
