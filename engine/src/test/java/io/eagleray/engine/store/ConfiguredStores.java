package io.eagleray.engine.store;

import io.eagleray.problem.Problems;
import io.eagleray.spi.RunStore;
import io.eagleray.spi.RunStoreProvider;
import io.eagleray.spi.StoreSurroundings;
import io.eagleray.yaml.ConfigFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/** Run stores as config files open them. */
final class ConfiguredStores {
  private ConfiguredStores() {}

  /**
   * Opens one.
   *
   * @param config a YAML flow mapping
   */
  static RunStore open(RunStoreProvider provider, String type, String config) {
    try {
      Path file = Files.createTempFile("eagleray-config", ".yaml");
      Files.writeString(file, "run-log-store:\n  type: %s\n  config: %s\n".formatted(type, config));
      Problems problems = new Problems();
      ConfigFile read = ConfigFile.read(file, "config.yaml", Map.of(), problems).orElseThrow();
      Files.delete(file);
      ConfigFile.Section section = read.section("run-log-store", provider.types()).orElseThrow();
      Path nowhere = Path.of("/nowhere");
      var source =
          provider.read(section.config(), new StoreSurroundings(nowhere, nowhere, Map.of(), false));
      problems.throwIfErrors();
      return source.open(Clock.systemUTC());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
