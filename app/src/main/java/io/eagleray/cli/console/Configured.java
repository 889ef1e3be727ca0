package io.eagleray.cli.console;

import io.eagleray.engine.Configuration;
import io.eagleray.engine.ConfigurationReader;
import io.eagleray.spi.StoreSurroundings;

/** What the config file of a command chooses. */
public final class Configured {
  private final Root root;

  public Configured(Root root) {
    this.root = root;
  }

  /**
   * The services to work with.
   *
   * @throws io.eagleray.problem.InvalidInputException with all that is wrong in the config file
   */
  public Configuration configuration(boolean survivesPowerLoss) {
    Console console = root.console();
    return new ConfigurationReader(
            new StoreSurroundings(
                root.state(), console.directory(), console.environment(), survivesPowerLoss))
        .find(root.config());
  }
}
