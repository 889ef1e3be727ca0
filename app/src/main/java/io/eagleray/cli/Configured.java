package io.eagleray.cli;

import io.eagleray.engine.Configuration;
import io.eagleray.engine.ConfigurationReader;
import io.eagleray.spi.StoreSurroundings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the config file: {@code --config}, else the environment's, else one of the usual names in
 * the working directory, so that every command on a run finds the store that the run is in.
 */
final class Configured {
  private static final List<String> VARIABLES =
      List.of("EAGLERAY_CONFIG", "RUNNABLE_CONFIGURATION_FILE");
  private static final List<String> NAMES = List.of("eagleray-config.yaml", "runnable-config.yaml");

  private final Root root;

  Configured(Root root) {
    this.root = root;
  }

  /**
   * The services to work with.
   *
   * @throws io.eagleray.problem.InvalidInputException with all that is wrong in the config file
   */
  Configuration configuration(boolean survivesPowerLoss) {
    Console console = root.console();
    StoreSurroundings surroundings =
        new StoreSurroundings(
            root.state(), console.directory(), console.environment(), survivesPowerLoss);
    return file()
        .map(name ->
            new ConfigurationReader(surroundings)
                .read(console.directory().resolve(name), name.toString()))
        .orElseGet(() -> Configuration.usual(surroundings));
  }

  private Optional<Path> file() {
    Console console = root.console();
    Stream<Path> told =
        VARIABLES.stream()
            .map(name -> console.environment().getOrDefault(name, ""))
            .filter(name -> !name.isBlank())
            .map(Path::of);
    Stream<Path> here =
        NAMES.stream()
            .map(Path::of)
            .filter(name -> Files.isRegularFile(console.directory().resolve(name)));
    return root.config().or(() -> Stream.concat(told, here).findFirst());
  }
}
